import type { Message } from "../../notify/message.ts";

/** Warnings that somebody has to answer, or should know of at once. The others are seen by who looks at the rollout. */
const urgent: ReadonlySet<Message["event"]> = new Set([
  "approval.wanted",
  "approval.due",
  "approval.declined",
  "step.coming-up",
  "step.stopped",
]);

/** Whether a reply in a thread stands in the channel too: a reply notifies who takes part in the thread, an edit nobody. */
export const isBroadcast = ({ severity, event }: Pick<Message, "severity" | "event">): boolean =>
  severity === "failure" || (severity === "warning" && urgent.has(event));
