import { instant } from "../codecs.ts";
import * as z from "../zod.ts";

/**
 * A track is what is known of one service and one of its families: every rollout that is alive, and the latest that
 * have ended. It is the unit that is loaded, decided upon and saved.
 */

export const gateNames = [
  "delay",
  "promotion",
  "soak",
  "window",
  "freeze",
  "notice",
  "concurrency",
  "pause",
  "approval",
] as const;
export type GateName = (typeof gateNames)[number];

/** Why a step waits: the gate, a sentence for people, and until when where that is known. */
export const Wait = z.object({ gate: z.enum(gateNames), reason: z.string(), until: z.optional(instant) });
export type Wait = z.infer<typeof Wait>;

export const refreshStatuses = [
  "Pending",
  "InProgress",
  "Baking",
  "Successful",
  "Failed",
  "Cancelling",
  "Cancelled",
  "RollbackInProgress",
  "RollbackFailed",
  "RollbackSuccessful",
] as const;
export type RefreshStatus = (typeof refreshStatuses)[number];

/** Why a group is left as it is. */
export const leftReasons = [
  "already-on-image",
  "newer-image",
  "foreign-family",
  "no-capacity",
  "launch-configuration",
  "attribute-based",
  "unpinned-template",
  "suspended-processes",
  "held",
  "not-found",
  "stopped",
] as const;
export type LeftReason = (typeof leftReasons)[number];

/** Where a refresh pauses: how many percent of the instances are new, and until when it waits there, where that is known. */
export const Checkpoint = z.object({ percent: z.number(), until: z.optional(instant) });
export type Checkpoint = z.infer<typeof Checkpoint>;

const group = { name: z.string(), from: z.optional(z.string()), to: z.optional(z.string()) };
export const GroupProgress = z.discriminatedUnion("status", [
  z.object({ ...group, status: z.literal("pending") }),
  /** Another refresh, not ours, occupies the group: asked again later. */
  z.object({ ...group, status: z.literal("waiting"), reason: z.string() }),
  z.object({
    ...group,
    status: z.literal("running"),
    refreshId: z.string(),
    startedAt: instant,
    percent: z.optional(z.number()),
    /** The last that it has reached. */
    checkpoint: z.optional(Checkpoint),
    /** Why AWS cannot roll it back; so it is cancelled. */
    irreversible: z.optional(z.string()),
  }),
  z.object({ ...group, status: z.literal("succeeded"), refreshId: z.string(), startedAt: instant, endedAt: instant }),
  z.object({
    ...group,
    status: z.literal("failed"),
    refreshId: z.optional(z.string()),
    reason: z.string(),
    endedAt: instant,
  }),
  z.object({ ...group, status: z.literal("rolled-back"), refreshId: z.string(), reason: z.string(), endedAt: instant }),
  /** Nothing was done, for a reason that has a name. */
  z.object({ ...group, status: z.literal("left"), why: z.enum(leftReasons), reason: z.string() }),
]);
export type GroupProgress = z.infer<typeof GroupProgress>;

export const RolloutImage = z.object({
  id: z.string(),
  name: z.string(),
  architecture: z.string(),
  createdAt: instant,
  /** The id of the event that announced the image: it follows the image through every event and line of a log. */
  correlationId: z.optional(z.string()),
});
export type RolloutImage = z.infer<typeof RolloutImage>;

/** Who did something, and by which way; `team`: for which team, where that matters. */
export const Person = z.object({
  name: z.string().check(z.minLength(1), z.maxLength(128)),
  kind: z.enum(["cli", "slack"]),
  team: z.optional(z.string()),
});
export type Person = z.infer<typeof Person>;

/** What became of the question whether an image may be rolled out to an environment. */
export const Approval = z.discriminatedUnion("status", [
  /** `until`: then it counts as declined. `remindedAt`: that the time is nearly up was told then. */
  z.object({
    status: z.literal("wanted"),
    teams: z.array(z.string()),
    at: instant,
    until: instant,
    remindedAt: z.optional(instant),
  }),
  z.object({ status: z.literal("granted"), by: Person, at: instant, comment: z.optional(z.string()) }),
]);
export type Approval = z.infer<typeof Approval>;

export const pauseScopes = ["everything", "service", "environment"] as const;

/**
 * The latest that was said of a pause of everything, of the service or of one of its environments: it stays when the
 * pause has ended, so that an older message that comes late changes nothing.
 */
export const Pause = z.object({
  scope: z.enum(pauseScopes),
  /** Of the scope `environment` only. */
  environment: z.optional(z.string()),
  by: Person,
  at: instant,
  reason: z.string(),
  /** Exclusive; absent: until somebody resumes. */
  until: z.optional(instant),
  resumed: z.optional(z.object({ by: Person, at: instant, reason: z.optional(z.string()) })),
});
export type Pause = z.infer<typeof Pause>;

/** That somebody wants a refresh stopped, or taken back. */
export const Stop = z.object({
  verb: z.enum(["cancel", "roll-back"]),
  by: Person,
  at: instant,
  reason: z.string(),
});
export type Stop = z.infer<typeof Stop>;

/** What the teams were last told of a step's date. */
export const ToldDate = z.object({
  /** Absent: that it is not known, or that nothing is awaited but the environment before. */
  dueAt: z.optional(instant),
  at: instant,
  /** How often they were reminded of this date, or need not be any more. */
  reminders: z.optional(z.int()),
});
export type ToldDate = z.infer<typeof ToldDate>;

const step = {
  environment: z.string(),
  /** The first moment at which every gate is expected to pass. */
  dueAt: z.optional(instant),
  /** Every gate that made the step wait, with its latest answer. */
  waits: z.array(Wait),
  /** Present where somebody was asked. */
  approval: z.optional(Approval),
};
const started = {
  startedAt: instant,
  attempt: z.int(),
  groups: z.array(GroupProgress),
  /** Present where somebody stopped it. */
  stop: z.optional(Stop),
};
export const Step = z.discriminatedUnion("status", [
  z.object({ ...step, status: z.literal("waiting"), told: z.optional(ToldDate) }),
  /** `finding`: the groups are being looked up. */
  z.object({ ...step, ...started, status: z.literal("running"), finding: z.boolean() }),
  /** Refreshed; takes no newer image until the image has run here long enough for the next environment. */
  z.object({ ...step, ...started, status: z.literal("soaking"), endedAt: instant, until: instant }),
  z.object({ ...step, ...started, status: z.literal("succeeded"), endedAt: instant }),
  z.object({ ...step, ...started, status: z.literal("failed"), endedAt: instant, reason: z.string() }),
  z.object({ ...step, ...started, status: z.literal("rolled-back"), endedAt: instant, reason: z.string() }),
  z.object({ ...step, status: z.literal("superseded"), endedAt: instant, reason: z.string(), by: RolloutImage }),
  /** Somebody who was asked said no, or nobody answered in time; the image goes no further. */
  z.object({
    ...step,
    status: z.literal("declined"),
    endedAt: instant,
    reason: z.string(),
    by: z.optional(Person),
    comment: z.optional(z.string()),
  }),
  z.object({
    ...step,
    status: z.literal("skipped"),
    endedAt: instant,
    reason: z.string(),
    /** May the next environment go on? */ passes: z.boolean(),
  }),
]);
export type Step = z.infer<typeof Step>;
export type StepStatus = Step["status"];

/** A tag of an image, and what it was in the image from before. Without a value: it is gone. */
export const TagChange = z.object({ key: z.string(), value: z.optional(z.string()), was: z.optional(z.string()) });
export type TagChange = z.infer<typeof TagChange>;

export const Rollout = z.object({
  image: RolloutImage,
  /** Of the image, a few. */
  tags: z.optional(z.record(z.string(), z.string())),
  /** When the image was published: delays count from here. */
  publishedAt: instant,
  /** When the teams were told of the plan: notice counts from here. */
  toldAt: instant,
  status: z.enum(["active", "succeeded", "failed", "declined", "superseded"]),
  endedAt: z.optional(instant),
  /** In promotion order. */
  steps: z.array(Step),
});
export type Rollout = z.infer<typeof Rollout>;

export const Track = z.object({
  service: z.string(),
  family: z.string(),
  /** Newest image first. */
  rollouts: z.array(Rollout),
  /** When the mailbox was last asked to look again. */
  lookAt: z.optional(instant),
  /** One for each scope that was ever paused. */
  pauses: z.optional(z.array(Pause)),
  /** By environment that was never refreshed: what its groups were found to run, when somebody looked last. */
  found: z.optional(z.record(z.string(), z.array(RolloutImage))),
});
export type Track = z.infer<typeof Track>;
