import { type Answer, operate as ask, type OperatePorts, stops } from "@ami-refresh/core/app/operate.ts";
import { forStage } from "@ami-refresh/core/config/forStage.ts";
import type { Policy } from "@ami-refresh/core/domain/policy.ts";
import { deployed } from "../account/deployment.ts";
import { findings, wrongUsage } from "../exitCodes.ts";
import type { OperateOptions } from "../options.ts";
import { questionOf, writeOutcome } from "../outcomeText.ts";
import type { Terminal } from "../terminal.ts";

/** Who stops a refresh, or takes one back, is asked whether that is what they mean. */
function confirmation({ yes, request }: OperateOptions, terminal: Terminal): Pick<OperatePorts, "confirm"> {
  if (yes || !stops(request)) return {};
  const confirm: OperatePorts["confirm"] = async (message, tracks) => {
    const answer = await terminal.ask?.(`${questionOf(message, tracks)} [y/N] `);
    return /^y(es)?$/i.test(answer?.trim() ?? "");
  };
  return { confirm };
}

/**
 * Approves, declines, cancels, rolls back, pauses or resumes: puts what a person says into the mailboxes it concerns, and says what comes of it.
 * @throws Unreachable, NotDeployed
 */
export async function operate(policy: Policy, options: OperateOptions, terminal: Terminal): Promise<number> {
  if (stops(options.request) && !options.yes && !terminal.ask) {
    terminal.err(`${options.command} asks before it acts, and there is nobody to ask here: add --yes\n`);
    return wrongUsage;
  }
  const { stage, tracks, mailboxes, now } = await deployed(policy, options, terminal);
  const ports = { clock: { now: () => now }, tracks, mailboxes, ...confirmation(options, terminal) };
  const answer = await ask(ports, forStage(policy, stage), options.request);
  if (options.json) terminal.out(`${JSON.stringify(asJson(answer, stage), null, 2)}\n`);
  else if (answer.outcome === "sent") terminal.out(writeOutcome(answer, policy));
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
