import { type Gate, pass } from "./gate.ts";

/** Nobody has paused the environment, its service or everything; of several pauses, the one that lasts longest. */
export const pause: Gate = ({ pauses = [], now }) => {
  const at = now.epochMilliseconds;
  const end = ({ until }: (typeof pauses)[number]) => until?.epochMilliseconds ?? Number.POSITIVE_INFINITY;
  const [longest] = pauses.filter((one) => end(one) > at).toSorted((a, b) => end(b) - end(a) || 0);
  if (!longest) return pass;
  const { by, reason, until } = longest;
  return { kind: "wait", gate: "pause", reason: `paused by ${by.name}: ${reason}`, ...(until && { until }) };
};
