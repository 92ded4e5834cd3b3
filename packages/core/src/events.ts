import { instant } from "./domain/codecs.ts";
import { GroupProgress, Person, pauseScopes, RolloutImage, Stop, TagChange, Wait } from "./domain/rollout/state.ts";
import { channelKinds } from "./domain/subscription.ts";
import * as z from "./domain/zod.ts";

/** The source of every domain event on the bus. EventBridge keeps sources that start with `aws.` for itself. */
export const eventSource = "ami-refresh";

/** Defines one domain event: its past-tense dotted name (the detail-type) and the schema of its detail. */
function defineEvent<const Name extends string, Shape extends z.core.$ZodShape>(name: Name, shape: Shape) {
  /** `id` derives from what happened, so that a repeated event is the same event. */
  return { name, schema: z.object({ id: z.string(), at: instant, ...shape }) };
}

const about = { service: z.string(), team: z.string(), family: z.string(), image: RolloutImage };
const aboutStep = { ...about, environment: z.string() };

/**
 * A rollout was planned: every environment with the moment at which it is due, what it waits for, and the image that it was
 * refreshed to last (`replaces`); where there is none, what its groups were found to run, that of most groups first
 * (`runs`). `tags`: those that differ from that of the last environment.
 */
export const RolloutPlanned = defineEvent("rollout.planned", {
  ...about,
  steps: z.array(
    z.object({
      environment: z.string(),
      dueAt: z.optional(instant),
      waits: z.array(Wait),
      replaces: z.optional(RolloutImage),
      runs: z.optional(z.array(RolloutImage)),
    }),
  ),
  tags: z.optional(z.array(TagChange)),
});
/** A step started; `waits`: what it had waited for since the image was published; `tags`: those that differ. */
export const StepStarted = defineEvent("step.started", {
  ...aboutStep,
  groups: z.array(z.string()),
  publishedAt: z.optional(instant),
  waits: z.optional(z.array(Wait)),
  replaces: z.optional(RolloutImage),
  runs: z.optional(z.array(RolloutImage)),
  tags: z.optional(z.array(TagChange)),
});
/**
 * The date of a waiting step that was told (`was`) no longer holds: `dueAt` is the one that is expected now, absent where
 * none is known. `waits`: what it still waits for. `cause`: the id of the service.paused or service.resumed that moved it.
 */
export const StepMoved = defineEvent("step.moved", {
  ...aboutStep,
  was: z.optional(instant),
  dueAt: z.optional(instant),
  reason: z.string(),
  waits: z.array(Wait),
  cause: z.optional(z.string()),
});
/** The date of a waiting step comes near; `waits`: what it still waits for. `paused`: what has to be resumed before it starts. */
export const StepComingUp = defineEvent("step.coming-up", {
  ...aboutStep,
  dueAt: instant,
  waits: z.array(Wait),
  paused: z.optional(z.enum(pauseScopes)),
});
/** The refresh of a group has reached a checkpoint, and waits there; `until` absent: for how long is not known. */
export const StepCheckpoint = defineEvent("step.checkpoint", {
  ...aboutStep,
  group: z.string(),
  percent: z.number(),
  until: z.optional(instant),
});
/** `next`: the environment after it, and when that is expected to start, where that is known. */
export const StepSucceeded = defineEvent("step.succeeded", {
  ...aboutStep,
  groups: z.array(GroupProgress),
  startedAt: instant,
  next: z.optional(z.object({ environment: z.string(), dueAt: z.optional(instant) })),
});
/** A step failed; `rolledBack` where every failed group runs the image it ran before. */
export const StepFailed = defineEvent("step.failed", {
  ...aboutStep,
  groups: z.array(GroupProgress),
  reason: z.string(),
  rolledBack: z.boolean(),
  startedAt: instant,
  /** Somebody had wanted it stopped. */
  stop: z.optional(Stop),
  /** Environments after it in which the image was started, before this step was taken back. */
  startedAfter: z.optional(z.array(z.string())),
});
/** Somebody has stopped a step that was running, or takes back one that had succeeded; its end follows as a failure. */
export const StepStopped = defineEvent("step.stopped", { ...aboutStep, ...Stop.shape, groups: z.array(z.string()) });
/** Nothing was refreshed in an environment; `passes` where the rollout goes on to the next one all the same. */
export const StepSkipped = defineEvent("step.skipped", { ...aboutStep, reason: z.string(), passes: z.boolean() });
export const StepSuperseded = defineEvent("step.superseded", { ...aboutStep, by: RolloutImage });
/** Somebody of `teams` has to approve before the step starts, until a time; `dueAt`: when it could start otherwise, if not now. */
export const ApprovalWanted = defineEvent("approval.wanted", {
  ...aboutStep,
  teams: z.array(z.string()),
  until: instant,
  dueAt: z.optional(instant),
});
/** Nobody has answered yet, and the time for it is nearly up. */
export const ApprovalDue = defineEvent("approval.due", {
  ...aboutStep,
  teams: z.array(z.string()),
  until: instant,
  dueAt: z.optional(instant),
});
/** `dueAt`: when the step starts, where that is not now. */
export const ApprovalGranted = defineEvent("approval.granted", {
  ...aboutStep,
  by: Person,
  comment: z.optional(z.string()),
  dueAt: z.optional(instant),
});
/** Without `by`: nobody has answered in time. */
export const ApprovalDeclined = defineEvent("approval.declined", {
  ...aboutStep,
  reason: z.string(),
  by: z.optional(Person),
  comment: z.optional(z.string()),
});
/** Every step of the rollout has ended; its last environment runs the image. */
export const RolloutCompleted = defineEvent("rollout.completed", {
  ...about,
  steps: z.array(
    z.object({ environment: z.string(), status: z.string(), endedAt: z.optional(instant), groups: z.int() }),
  ),
});
const aboutPause = {
  service: z.string(),
  team: z.string(),
  scope: z.enum(pauseScopes),
  environment: z.optional(z.string()),
  by: Person,
};
/** Nothing starts in everything, the service or one of its environments, until a time or until somebody resumes. */
export const ServicePaused = defineEvent("service.paused", {
  ...aboutPause,
  reason: z.string(),
  until: z.optional(instant),
});
export const ServiceResumed = defineEvent("service.resumed", { ...aboutPause, reason: z.optional(z.string()) });
/**
 * A message did not reach an address of a team, however often it was tried: `event` is what it told of. Once a day for
 * each address, whatever else does not reach it.
 */
export const SubscriptionUndeliverable = defineEvent("subscription.undeliverable", {
  service: z.string(),
  team: z.string(),
  environment: z.optional(z.string()),
  channel: z.enum(channelKinds),
  address: z.string(),
  reason: z.string(),
  event: z.object({ id: z.string(), type: z.string() }),
  correlationId: z.optional(z.string()),
});
/**
 * Mail to an address of a team came back for good, or its reader marked it as spam: nothing is sent there any more, until
 * somebody takes it up again. Once for each time, however many mails came back.
 */
export const AddressSuspended = defineEvent("address.suspended", {
  team: z.string(),
  channel: z.enum(channelKinds),
  address: z.string(),
  why: z.enum(["bounced", "complained"]),
  reason: z.string(),
});
/**
 * Somebody wants that nothing is sent any more to an address of a team, until somebody takes it up again. Once for each
 * time. `by`: `ana (cli)`, `ana (slack)`, or `a link in a mail`.
 */
export const AddressUnsubscribed = defineEvent("address.unsubscribed", {
  team: z.string(),
  channel: z.enum(channelKinds),
  address: z.string(),
  by: z.string(),
});
/** Somebody wants that an address of a team is told again, to which nothing was sent. `by`: as for address.unsubscribed. */
export const AddressHeard = defineEvent("address.heard", {
  team: z.string(),
  channel: z.enum(channelKinds),
  address: z.string(),
  by: z.string(),
});
/**
 * Somebody has chosen what is told at an address of a team, and when, beside what the configuration says of it: failures
 * only (`severity`), or so often (`digest`: `immediately`, `hourly`, `daily 09:00`). Without either: all as that says, again.
 */
export const AddressChanged = defineEvent("address.changed", {
  team: z.string(),
  channel: z.enum(channelKinds),
  address: z.string(),
  by: z.string(),
  severity: z.optional(z.literal("failure")),
  digest: z.optional(z.string()),
});
/** An announced image is not rolled out: by which rule. `family`: the one whose name it has; absent where there is none. */
export const ImageRejected = defineEvent("image.rejected", {
  imageId: z.string(),
  name: z.optional(z.string()),
  family: z.optional(z.string()),
  rule: z.string(),
  reason: z.string(),
  correlationId: z.optional(z.string()),
});

export const domainEvents = [
  RolloutPlanned,
  StepMoved,
  StepComingUp,
  StepStarted,
  StepCheckpoint,
  StepSucceeded,
  StepFailed,
  StepStopped,
  StepSkipped,
  StepSuperseded,
  ApprovalWanted,
  ApprovalDue,
  ApprovalGranted,
  ApprovalDeclined,
  RolloutCompleted,
  ServicePaused,
  ServiceResumed,
  SubscriptionUndeliverable,
  AddressSuspended,
  AddressUnsubscribed,
  AddressHeard,
  AddressChanged,
  ImageRejected,
] as const;

type Definition = (typeof domainEvents)[number];
/** `{ type: "step.started", detail: { … } }`, one member for each definition. */
export type DomainEvent = {
  [D in Definition as D["name"]]: { readonly type: D["name"]; readonly detail: z.infer<D["schema"]> };
}[Definition["name"]];
export type EventType = DomainEvent["type"];
export const eventTypes: readonly EventType[] = domainEvents.map(({ name }) => name);
