import { type Gate, pass } from "./gate.ts";

/** The environment before has succeeded with this image. */
export const promotion: Gate = ({ before, now }) => {
  if (!before || before.status === "passed") return pass;
  if (before.status === "failed") return { kind: "fail", gate: "promotion", reason: before.reason };
  const reason = `${before.environment} has to succeed with this image first`;
  return before.at.epochMilliseconds > now.epochMilliseconds
    ? { kind: "wait", gate: "promotion", reason, until: before.at }
    : { kind: "wait", gate: "promotion", reason };
};
