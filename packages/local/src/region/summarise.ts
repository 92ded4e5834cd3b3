import type { GroupProgress, Rollout, Step, Track } from "@ami-refresh/core/domain/rollout/state.ts";
import type { Temporal } from "@ami-refresh/core/domain/temporal.ts";
import type { LoggedEntry } from "../log.ts";
import type { NotificationSummary, RolloutSummary, StepSummary, Summary } from "../summary.ts";

/** All that a summary is made of. */
export interface Facts {
  readonly startedAt: number;
  readonly now: number;
  readonly wallSeconds: number;
  readonly tracks: readonly Track[];
  readonly notifications: readonly NotificationSummary[];
  readonly calls: ReadonlyMap<string, number>;
  readonly deadLetters: Readonly<Record<string, number>>;
  readonly log: readonly LoggedEntry[];
}

export function summarise(facts: Facts): Summary {
  const rollouts = facts.tracks.flatMap((track) => track.rollouts.map((rollout) => rolloutSummary(track, rollout)));
  return {
    image: latestImage(facts.tracks),
    startedAt: iso(facts.startedAt),
    endedAt: iso(facts.now),
    rollouts: rollouts.sort((a, b) => (a.service < b.service ? -1 : a.service > b.service ? 1 : 0)),
    notifications: facts.notifications,
    calls: Object.fromEntries([...facts.calls].sort(([a], [b]) => (a < b ? -1 : 1))),
    deadLetters: facts.deadLetters,
    ignored: facts.log.flatMap(({ at, fields }) =>
      typeof fields?.ignored === "string" ? [{ at, reason: fields.ignored }] : [],
    ),
    wallSeconds: Math.round(facts.wallSeconds * 1000) / 1000,
  };
}

function latestImage(tracks: readonly Track[]): Summary["image"] {
  const published = tracks
    .flatMap(({ family, rollouts }) => rollouts.map(({ image, publishedAt }) => ({ family, image, publishedAt })))
    .sort((a, b) => b.publishedAt.epochMilliseconds - a.publishedAt.epochMilliseconds);
  const [latest] = published;
  return latest ? { id: latest.image.id, name: latest.image.name, family: latest.family } : null;
}

function rolloutSummary({ service, family }: Track, rollout: Rollout): RolloutSummary {
  return {
    service,
    family,
    image: rollout.image.id,
    status: rollout.status,
    publishedAt: rollout.publishedAt.toString(),
    steps: rollout.steps.map(stepSummary),
  };
}

function stepSummary(step: Step): StepSummary {
  return {
    environment: step.environment,
    status: step.status,
    dueAt: text(step.dueAt),
    startedAt: text("startedAt" in step ? step.startedAt : undefined),
    endedAt: text("endedAt" in step ? step.endedAt : undefined),
    reason: "reason" in step ? step.reason : null,
    waits: step.waits.map(({ gate, reason, until }) => ({ gate, reason, until: text(until) })),
    groups: "groups" in step ? step.groups.map(groupSummary) : [],
  };
}

const groupSummary = (group: GroupProgress) => ({
  name: group.name,
  status: group.status,
  reason: "reason" in group ? group.reason : null,
  refreshId: ("refreshId" in group ? group.refreshId : undefined) ?? null,
  from: group.from ?? null,
  to: group.to ?? null,
});

const iso = (time: number) => new Date(time).toISOString();
const text = (instant: Temporal.Instant | undefined) => instant?.toString() ?? null;
