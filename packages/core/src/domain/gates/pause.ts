import { isOver, longestOf } from "../rollout/pauses.ts";
import { type Gate, pass } from "./gate.ts";

/** Nobody has paused the environment, its service or everything; of several pauses, the one that lasts longest. */
export const pause: Gate = ({ pauses = [], now }) => {
  const longest = longestOf(pauses.filter((one) => !isOver(one, now)));
  if (!longest) return pass;
  const { by, reason, until } = longest;
  return { kind: "wait", gate: "pause", reason: `paused by ${by.name}: ${reason}`, ...(until && { until }) };
};
