import { isOver, longestOf } from "../rollout/pauses.ts";
import type { Pause } from "../rollout/state.ts";
import { type Gate, pass } from "./gate.ts";

/** Nobody has paused the environment, its service or everything; of several pauses, the one that lasts longest. */
export const pause: Gate = ({ pauses = [], now }) => {
  const longest = longestOf(pauses.filter((one) => !isOver(one, now)));
  if (!longest) return pass;
  const { until } = longest;
  return { kind: "wait", gate: "pause", reason: whyPaused(longest), ...(until && { until }) };
};

/** The sentence of the wait for its end. */
export const whyPaused = ({ by, reason }: Pause): string => `paused by ${by.name}: ${reason}`;
