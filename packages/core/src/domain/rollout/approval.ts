import { after, milliseconds } from "../duration.ts";
import type { Waiting } from "../gates/index.ts";
import type { EnvironmentPolicy, ServicePolicy } from "../policy.ts";
import { Temporal } from "../temporal.ts";
import type { MailboxMessage } from "./messages.ts";
import { openWaits } from "./openWaits.ts";
import type { Step, Track, Wait } from "./state.ts";
import { decline } from "./step.ts";

type Waits = Extract<Step, { status: "waiting" }>;

/**
 * Asks for approval, once: when every other gate passes or has a date, so that nobody approves what is doomed.
 * `timeAnew`: in a pause, and when somebody has ended it, a question that is open has all its time again.
 */
export function askFor(
  step: Waits,
  verdict: Waiting,
  { approval }: EnvironmentPolicy,
  now: Temporal.Instant,
  timeAnew: boolean,
): Waits {
  if (!approval) return step;
  const pause = verdict.waits.find(isPause);
  const until = after(verdict.dueAt ?? pause?.until ?? now, approval.timeout);
  if (step.approval?.status === "wanted" && timeAnew) {
    const { remindedAt: _, ...asked } = step.approval;
    return { ...step, approval: { ...asked, until } };
  }
  if (!verdict.asks || step.approval) return step;
  return { ...step, approval: { status: "wanted", teams: [...approval.teams], at: now, until } };
}

const day = 24 * 3600_000;

/** When those who are asked are reminded: a quarter of the time that they have before it is up, and a day before at most. */
export function reminderOf(step: Waits, { approval }: EnvironmentPolicy): Temporal.Instant | undefined {
  if (!approval || step.approval?.status !== "wanted" || step.approval.remindedAt) return undefined;
  const ahead = Math.min(milliseconds(approval.timeout) / 4, day);
  return Temporal.Instant.fromEpochMilliseconds(step.approval.until.epochMilliseconds - Math.round(ahead));
}

/** Reminds them, once for each end of their time. */
function remind(step: Waits, environment: EnvironmentPolicy, now: Temporal.Instant): Waits {
  const at = reminderOf(step, environment);
  if (step.approval?.status !== "wanted" || !at || at.epochMilliseconds > now.epochMilliseconds) return step;
  return { ...step, approval: { ...step.approval, remindedAt: now } };
}

/** Whether the step waited for the end of a pause when it was looked at last, and that end has not come by itself. */
export const wasPaused = (step: Step, now: Temporal.Instant): boolean => openWaits(step, now).some(isPause);

const isPause = ({ gate }: Wait) => gate === "pause";

/** Declines where nobody has answered in time, and reminds those who may where little of it is left. */
export function expire(step: Waits, environment: EnvironmentPolicy, now: Temporal.Instant): Step {
  const wanted = step.approval?.status === "wanted" ? step.approval : undefined;
  if (!environment.approval || !wanted) return step;
  if (wanted.until.epochMilliseconds > now.epochMilliseconds) return remind(step, environment, now);
  return decline(step, now, { reason: `nobody of ${wanted.teams.join(" or ")} has approved it in time` });
}

type Answer = Extract<MailboxMessage, { kind: "approve" | "decline" }>;

/** A person's answer about one image in one environment; `note` says why it changed nothing. */
export function answerApproval(
  track: Track,
  answer: Answer,
  policy: ServicePolicy,
  now: Temporal.Instant,
): { track: Track; note?: string } {
  const { image, environment } = answer;
  const r = track.rollouts.findIndex((rollout) => rollout.image.id === image);
  const rollout = track.rollouts[r];
  const s = rollout?.steps.findIndex((step) => step.environment === environment) ?? -1;
  const step = rollout?.steps[s];
  if (!rollout || !step) return { track, note: `${image} is not on its way to ${environment} of ${track.service}` };
  const settings = policy.environments.find(({ name }) => name === environment);
  const answered = answerOf(step, answer, settings?.approval?.teams ?? [], now);
  if ("note" in answered) return { track, note: `${environment} of ${track.service} and ${image}: ${answered.note}` };
  const steps = rollout.steps.with(s, answered);
  return { track: { ...track, rollouts: track.rollouts.with(r, { ...rollout, steps }) } };
}

function answerOf(
  step: Step,
  { kind, by, at, comment }: Answer,
  teams: readonly string[],
  now: Temporal.Instant,
): Step | { note: string } {
  if (step.status !== "waiting") return { note: `nothing waits for approval, it is ${step.status}` };
  if (!step.approval) return { note: "nobody was asked for approval" };
  if (by.team === undefined || !teams.includes(by.team)) {
    return { note: `${by.name} may not answer: that is for ${teams.join(" or ") || "nobody any more"}` };
  }
  const said = { by, ...(comment !== undefined && { comment }) };
  if (kind === "decline") {
    const why = comment === undefined ? "" : `: ${comment}`;
    return decline(step, now, { ...said, reason: `${by.name} (${by.team}) declined it${why}` });
  }
  if (step.approval.status === "granted") return { note: `${step.approval.by.name} has approved it already` };
  return { ...step, approval: { status: "granted", at, ...said } };
}
