import { instant } from "../domain/codecs.ts";
import { RolloutImage, type Stop, Wait } from "../domain/rollout/state.ts";
import { Temporal } from "../domain/temporal.ts";
import * as z from "../domain/zod.ts";
import type { RolloutEvent } from "./describe/index.ts";

/** What has become of one environment. */
const News = z.object({
  status: z.enum(["running", "succeeded", "skipped", "superseded", "declined", "rolled-back", "failed"]),
  at: instant,
  /** The event that says so. */
  id: z.string(),
  since: z.optional(instant),
  groups: z.optional(z.int()),
  reason: z.optional(z.string()),
  /** Present where it ends, or has ended, because somebody, by name, wanted that. */
  stop: z.optional(z.object({ verb: z.enum(["cancel", "roll-back"]), by: z.string() })),
});
type News = z.infer<typeof News>;

/** Whether somebody has to approve, or has. */
const Approval = z.object({
  status: z.enum(["wanted", "granted"]),
  at: instant,
  id: z.string(),
  /** The teams that may approve, or the person who has. */
  by: z.array(z.string()),
  /** Until when an approval is waited for. */
  until: z.optional(instant),
});
type Approval = z.infer<typeof Approval>;

/**
 * How far a rollout is, as the events tell that have come to a channel: that it knows which rollout its message is of, and
 * of one that its track has forgotten how it ended. Made by `merge`, it is the same whatever the order in which they come and
 * however often: of each fact it keeps the latest by the events' own time.
 */
export const Progress = z.object({
  service: z.string(),
  family: z.string(),
  image: RolloutImage,
  plan: z.optional(
    z.object({
      at: instant,
      id: z.string(),
      steps: z.array(z.object({ environment: z.string(), dueAt: z.optional(instant), waits: z.array(Wait) })),
    }),
  ),
  /** By environment. */
  news: z.record(z.string(), News),
  approvals: z.record(z.string(), Approval),
  completedAt: z.optional(instant),
  /** The time of the latest event. */
  asOf: instant,
});
export type Progress = z.infer<typeof Progress>;

/** What is known after an event; `known` absent: nothing before it. */
export function merge(known: Progress | undefined, event: RolloutEvent): Progress {
  const { service, family, image, at } = event.detail;
  const before: Progress = known ?? { service, family, image, news: {}, approvals: {}, asOf: at };
  const progress = { ...before, asOf: later(before.asOf, at) };
  if (event.type === "rollout.planned") {
    const { id } = event.detail;
    // As much of it as is kept: what an image replaces is told once, in the plan's own message.
    const steps = event.detail.steps.map(({ environment, dueAt, waits }) => ({ environment, dueAt, waits }));
    const plan = { at, id, steps };
    return { ...progress, plan: before.plan ? latest(before.plan, plan) : plan };
  }
  if (event.type === "rollout.completed") {
    return { ...progress, completedAt: before.completedAt ? later(before.completedAt, at) : at };
  }
  const { environment } = event.detail;
  const approval = approvalIn(event);
  if (approval) return { ...progress, approvals: withLatest(before.approvals, environment, approval) };
  const news = newsIn(event);
  return news ? { ...progress, news: withLatest(before.news, environment, news) } : progress;
}

function approvalIn({ type, detail }: RolloutEvent): Approval | undefined {
  const { at, id } = detail;
  if (type === "approval.wanted") {
    return { status: "wanted", at, id, by: detail.teams, until: detail.until };
  }
  if (type !== "approval.granted") return undefined;
  return { status: "granted", at, id, by: [detail.by.name] };
}

function newsIn({ type, detail }: RolloutEvent): News | undefined {
  const { at, id } = detail;
  switch (type) {
    case "step.started":
      return { status: "running", at, id, since: at, groups: detail.groups.length };
    case "step.succeeded":
      return { status: "succeeded", at, id, since: detail.startedAt, groups: detail.groups.length };
    case "step.failed": {
      const { rolledBack, reason, startedAt: since, groups, stop } = detail;
      const status = rolledBack ? "rolled-back" : "failed";
      return { status, at, id, since, groups: groups.length, reason, ...(stop && askedBy(stop)) };
    }
    case "step.stopped": {
      const { groups, reason } = detail;
      return { status: "running", at, id, groups: groups.length, reason, ...askedBy(detail) };
    }
    case "step.skipped":
      return { status: "skipped", at, id, reason: detail.reason };
    case "approval.declined":
      return { status: "declined", at, id, reason: detail.reason };
    case "step.superseded":
      return { status: "superseded", at, id, reason: detail.by.name };
    default:
      return undefined;
  }
}

export const askedBy = ({ verb, by }: Pick<Stop, "verb" | "by">) => ({ stop: { verb, by: by.name } });

export const later = (a: Temporal.Instant, b: Temporal.Instant) => (Temporal.Instant.compare(a, b) > 0 ? a : b);

interface Dated {
  readonly at: Temporal.Instant;
  readonly id: string;
  readonly status?: string;
}

const begins = ({ status }: Dated) => status === "running" || status === "wanted";

/** With the fact, unless what is known of the environment happened later. */
function withLatest<T extends Dated>(known: Readonly<Record<string, T>>, environment: string, fact: T) {
  const old = known[environment];
  return { ...known, [environment]: old ? latest(old, fact) : fact };
}

/** Of two facts the one that happened last; where they happened at once, an end before a beginning, then by id. */
function latest<T extends Dated>(a: T, b: T): T {
  const order = Temporal.Instant.compare(a.at, b.at) || Number(begins(b)) - Number(begins(a));
  if (order !== 0) return order > 0 ? a : b;
  return a.id > b.id ? a : b;
}
