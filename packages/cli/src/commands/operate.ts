import { type Answer, operate as ask } from "@ami-refresh/core/app/operate.ts";
import { forStage } from "@ami-refresh/core/config/forStage.ts";
import type { Policy } from "@ami-refresh/core/domain/policy.ts";
import { deployed } from "../account/deployment.ts";
import { findings, wrongUsage } from "../exitCodes.ts";
import type { OperateOptions } from "../options.ts";
import { writeOutcome } from "../outcomeText.ts";
import type { Terminal } from "../terminal.ts";

/**
 * Approves, declines, pauses or resumes: puts what a person says into the mailboxes it concerns, and says what comes of it.
 * @throws Unreachable, NotDeployed
 */
export async function operate(policy: Policy, options: OperateOptions, terminal: Terminal): Promise<number> {
  const { stage, tracks, mailboxes, now } = await deployed(options.connection, terminal);
  const answer = await ask({ clock: { now: () => now }, tracks, mailboxes }, forStage(policy, stage), options.request);
  if (options.json) terminal.out(`${JSON.stringify(asJson(answer, stage), null, 2)}\n`);
  else if (answer.outcome === "sent") terminal.out(writeOutcome(answer, policy, now));
  else terminal.err(`${reasonOf(answer)}\n`);
  return answer.outcome === "sent" ? 0 : answer.outcome === "unchanged" ? findings : wrongUsage;
}

function reasonOf(answer: Exclude<Answer, { outcome: "sent" }>): string {
  if (answer.outcome === "unchanged") return `nothing was changed: ${answer.reason}`;
  const { message, remedy } = answer.wrong;
  return remedy === undefined ? message : `${message}: ${remedy}`;
}

function asJson(answer: Answer, stage: string): object {
  if (answer.outcome !== "sent") return { ok: false, stage, outcome: answer.outcome, reason: reasonOf(answer) };
  return { ok: true, stage, outcome: answer.outcome, message: answer.message };
}
