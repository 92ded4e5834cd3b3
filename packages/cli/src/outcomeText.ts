import { type Desk, outcomeOf } from "@ami-refresh/core/app/operate/outcome.ts";
import { stoppedBy } from "@ami-refresh/core/app/operate/stopped.ts";
import type { Answer } from "@ami-refresh/core/app/operate.ts";
import type { Policy } from "@ami-refresh/core/domain/policy.ts";
import type { Track } from "@ami-refresh/core/domain/rollout/state.ts";
import { plain } from "@ami-refresh/core/notify/email/plain.ts";

type Sent = Extract<Answer, { outcome: "sent" }>;

const atTheTerminal = (who: string): Desk => ({
  who,
  resume: ({ service, environment }) => ["ami-refresh resume", service, environment].filter(Boolean).join(" "),
});

/** What was done, and what happens next, a line each; times in the configuration's zone. */
export function writeOutcome(answer: Sent, policy: Policy): string {
  const who = "by" in answer.message ? answer.message.by.name : "";
  const lines = outcomeOf(answer, atTheTerminal(who)).map((text) => plain(text, answer.readIn ?? policy.timezone));
  return `${lines.join("\n")}\n`;
}

/** What somebody is asked before they stop a refresh, or take one back. */
export function questionOf(message: Sent["message"], tracks: readonly Track[]): string {
  if (message.kind !== "cancel" && message.kind !== "roll-back") return "Go on?";
  const { name, groups } = stoppedBy(message, tracks);
  const what = message.kind === "cancel" ? "Cancel the refresh of" : "Replace the instances again in";
  const where = groups.map((group) => group.name).join(", ") || "no group";
  return `${what} ${message.environment} of ${message.service} (${name}: ${where})?`;
}
