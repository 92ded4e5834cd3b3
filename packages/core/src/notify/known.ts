import { waitsAt } from "../domain/rollout/checkpoints.ts";
import { isOver } from "../domain/rollout/pauses.ts";
import { answerBy } from "../domain/rollout/shown.ts";
import type { Checkpoint, Pause, Rollout, Step, Track } from "../domain/rollout/state.ts";
import type { Temporal } from "../domain/temporal.ts";
import { askedBy, later, type Progress } from "./progress.ts";

type News = Progress["news"][string];
type Approval = Progress["approvals"][string];

/** How a rollout stands, as far as anybody knows. */
export interface Known extends Progress {
  /** What is paused, while it is under way. */
  readonly pauses?: readonly Pause[];
  /** By environment, where a refresh waits; of several groups the one that waits longest. */
  readonly checkpoints?: Readonly<Record<string, GroupCheckpoint>>;
}

type GroupCheckpoint = Checkpoint & { readonly group: string };

/**
 * A track says it all, whatever was told of it and to whom, and is never behind its events: it is saved before them. It
 * forgets rollouts that ended long ago: of them no more is known than was told.
 */
export function knownOf(told: Progress, track: Track, now: Temporal.Instant): Known {
  const rollout = track.rollouts.find(({ image }) => image.id === told.image.id);
  return rollout ? knownIn(track, rollout, later(now, told.asOf)) : told;
}

/** What the track says of one of its rollouts: as of now, or of when it ended. */
export function knownIn(track: Track, rollout: Rollout, now: Temporal.Instant): Known {
  const { service, family, pauses = [] } = track;
  const { image, toldAt, steps, status, endedAt } = rollout;
  const completedAt = completedIn(rollout);
  const each = <T>(factOf: (step: Step) => T | undefined): Record<string, T> =>
    Object.fromEntries(
      steps.flatMap((step) => {
        const fact = factOf(step);
        return fact === undefined ? [] : [[step.environment, fact]];
      }),
    );
  return {
    ...{ service, family, image },
    plan: { at: toldAt, id, steps: steps.map(planned) },
    news: each(newsIn),
    approvals: each((step) => approvalIn(step, now)),
    pauses: status === "active" ? pauses.filter((pause) => !isOver(pause, now)) : [],
    checkpoints: each((step) => checkpointIn(step, now)),
    ...(completedAt && { completedAt }),
    asOf: endedAt ?? now,
  };
}

/** What the track says is no event. */
const id = "";

const planned = ({ environment, dueAt, waits }: Step) => ({ environment, ...(dueAt && { dueAt }), waits });

/** As rollout.completed says it: where no group runs the image, each environment has said so. */
const completedIn = ({ status, endedAt, steps }: Rollout) =>
  status === "succeeded" && steps.some((step) => step.status === "succeeded") ? endedAt : undefined;

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
      const asked = { reason: stop.reason, ...askedBy(stop) };
      return { status: "running", at: later(startedAt, stop.at), id, groups: left.length, ...asked };
    }
    case "soaking":
    case "succeeded":
      return { status: "succeeded", at: step.endedAt, id, since: step.startedAt, groups: step.groups.length };
    case "failed":
    case "rolled-back": {
      const { status, endedAt: at, startedAt: since, groups, reason, stop } = step;
      return { status, at, id, since, groups: groups.length, reason, ...(stop && askedBy(stop)) };
    }
    case "superseded":
      return { status: "superseded", at: step.endedAt, id, reason: step.by.name };
    case "declined":
    case "skipped":
      return { status: step.status, at: step.endedAt, id, reason: step.reason };
  }
}

function approvalIn(step: Step, now: Temporal.Instant): Approval | undefined {
  const { approval } = step;
  if (!approval) return undefined;
  const { status, at } = approval;
  if (status === "granted") return { status, at, id, by: [approval.by.name] };
  const until = answerBy(step, now);
  return { status, at, id, by: approval.teams, ...(until && { until }) };
}

function checkpointIn(step: Step, now: Temporal.Instant): GroupCheckpoint | undefined {
  if (step.status !== "running" || step.stop) return undefined;
  const waiting = step.groups.flatMap((group) => {
    const checkpoint = group.status === "running" && waitsAt(group, now);
    return checkpoint ? [{ group: group.name, ...checkpoint }] : [];
  });
  return waiting.toSorted((a, b) => endOf(b) - endOf(a))[0];
}

const endOf = ({ until }: Checkpoint) => until?.epochMilliseconds ?? Number.MAX_SAFE_INTEGER;
