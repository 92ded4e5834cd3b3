import type { Rollout, Step, Track } from "../domain/rollout/state.ts";
import { later, type Progress, stopping, withLatest } from "./progress.ts";

type News = Progress["news"][string];
type Approval = Progress["approvals"][string];
type ToldDate = NonNullable<Progress["dates"]>[string];

/** What the track knows is no event: where both say something of the same moment, `latest` takes the event. */
const id = "";

/**
 * What is known of a rollout: what was told of it, and of all that was not what its track says, so that it is true where
 * not every event is told, or the first of them were not. Of each fact the latest counts, whoever says it. A track
 * forgets rollouts that ended long ago: of them no more is known than was told.
 */
export function withTrack(told: Progress, track: Track): Progress {
  const rollout = track.rollouts.find(({ image }) => image.id === told.image.id);
  if (!rollout) return told;
  const plan = told.plan ?? { at: rollout.toldAt, id, steps: rollout.steps.map(planned) };
  const completedAt = told.completedAt ?? completedIn(rollout);
  let known: Progress = { ...told, plan, ...(completedAt && { completedAt, asOf: later(told.asOf, completedAt) }) };
  for (const step of rollout.steps) known = withStep(known, step, rollout);
  return known;
}

const planned = ({ environment, dueAt, waits }: Step) => ({ environment, ...(dueAt && { dueAt }), waits });

/** As rollout.completed says it: where no group runs the image, each environment has said so. */
const completedIn = ({ status, endedAt, steps }: Rollout) =>
  status === "succeeded" && steps.some((step) => step.status === "succeeded") ? endedAt : undefined;

function withStep(known: Progress, step: Step, { toldAt }: Rollout): Progress {
  const { environment } = step;
  const { news, approvals, dates = {}, asOf } = known;
  const [now, approval, date] = [newsIn(step), approvalIn(step), dateIn(step, toldAt)];
  const reminded = step.approval?.status === "wanted" ? step.approval.remindedAt : undefined;
  const moments = [now?.at, approval?.at, date?.at, reminded].filter((at) => at !== undefined);
  return {
    ...known,
    ...(now && { news: withLatest(news, environment, now) }),
    ...(approval && { approvals: withLatest(approvals, environment, approval) }),
    ...(date && { dates: withLatest(dates, environment, date) }),
    asOf: moments.reduce(later, asOf),
  };
}

/** While the groups are being looked up, nothing is told yet. */
function newsIn(step: Step): News | undefined {
  switch (step.status) {
    case "waiting":
      return undefined;
    case "running": {
      const { startedAt, stop, groups, finding } = step;
      if (finding) return undefined;
      if (!stop) return { status: "running", at: startedAt, id, since: startedAt, groups: groups.length };
      const left = groups.filter(({ status }) => status === "running" || status === "pending");
      return { status: "running", at: later(startedAt, stop.at), id, groups: left.length, reason: stopping(stop) };
    }
    case "soaking":
    case "succeeded":
      return { status: "succeeded", at: step.endedAt, id, since: step.startedAt, groups: step.groups.length };
    case "failed":
    case "rolled-back": {
      const { status, endedAt: at, startedAt: since, groups, reason, stop } = step;
      const asked = stop && { stop: { verb: stop.verb, by: stop.by.name } };
      return { status, at, id, since, groups: groups.length, reason, ...asked };
    }
    case "superseded":
      return { status: "superseded", at: step.endedAt, id, reason: step.by.name };
    case "declined":
    case "skipped":
      return { status: step.status, at: step.endedAt, id, reason: step.reason };
  }
}

function approvalIn(step: Step): Approval | undefined {
  const { approval } = step;
  if (!approval) return undefined;
  const dueAt = step.status === "waiting" && step.dueAt ? { dueAt: step.dueAt } : {};
  const { status, at } = approval;
  return status === "wanted"
    ? { status, at, id, by: approval.teams, until: approval.until, ...dueAt }
    : { status, at, id, by: [approval.by.name], ...dueAt };
}

/** What was said of its date since the plan. */
function dateIn(step: Step, plannedAt: Rollout["toldAt"]): ToldDate | undefined {
  if (step.status !== "waiting" || !step.told || later(step.told.at, plannedAt).equals(plannedAt)) return undefined;
  const { at, dueAt } = step.told;
  return { at, id, ...(dueAt && { dueAt }), waits: step.waits };
}
