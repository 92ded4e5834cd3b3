import { instant } from "../codecs.ts";
import { Image } from "../image.ts";
import * as z from "../zod.ts";
import { Checkpoint, leftReasons, Person, type RolloutImage, refreshStatuses } from "./state.ts";

const words = z.string().check(z.maxLength(1000));
/** A person's answer about one image in one environment. */
const answer = {
  service: z.string(),
  environment: z.string(),
  image: z.string(),
  by: Person,
  at: instant,
  comment: z.optional(words),
};
/** What a person wants stopped, or taken back: one image in one environment. */
const stop = {
  service: z.string(),
  environment: z.string(),
  image: z.string(),
  by: Person,
  at: instant,
  reason: words,
};
/** Without a service: everything. Without an environment: the whole service. */
const scope = { service: z.optional(z.string()), environment: z.optional(z.string()), by: Person, at: instant };

/** What may come into a service's mailbox. What names no family concerns every family of the service. */
export const MailboxMessage = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("image-published"),
    family: z.string(),
    image: Image,
    publishedAt: instant,
    /** The id of the event that announced the image. */
    correlationId: z.optional(z.string()),
  }),
  z.object({ kind: z.literal("look-again"), service: z.string(), family: z.string() }),
  z.object({
    kind: z.literal("refresh-moved"),
    service: z.string(),
    family: z.string(),
    group: z.string(),
    refreshId: z.string(),
    /** It has reached one. */
    checkpoint: z.optional(Checkpoint),
  }),
  z.object({ kind: z.literal("approve"), ...answer }),
  z.object({ kind: z.literal("decline"), ...answer }),
  z.object({ kind: z.literal("cancel"), ...stop }),
  z.object({ kind: z.literal("roll-back"), ...stop }),
  z.object({ kind: z.literal("pause"), ...scope, reason: words, until: z.optional(instant) }),
  z.object({ kind: z.literal("resume"), ...scope, reason: z.optional(words) }),
]);
export type MailboxMessage = z.infer<typeof MailboxMessage>;
/** That somebody wants a step stopped, or taken back. */
export type StopMessage = Extract<MailboxMessage, { kind: "cancel" | "roll-back" }>;

const refresh = { environment: z.string(), image: z.string(), group: z.string(), refreshId: z.string() };
/** What a command has to be done; each is idempotent, so that it may be performed again after a crash. */
export const Command = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("find-groups"), environment: z.string(), image: z.string() }),
  z.object({
    kind: z.literal("start-refresh"),
    environment: z.string(),
    image: z.string(),
    group: z.string(),
    attempt: z.int(),
    since: instant,
    /** The image from before, where the group is to go back to it. */
    back: z.optional(z.string()),
  }),
  z.object({ kind: z.literal("cancel-refresh"), ...refresh }),
  z.object({ kind: z.literal("roll-back-refresh"), ...refresh }),
  z.object({ kind: z.literal("inspect-refresh"), ...refresh }),
  z.object({
    kind: z.literal("write-parameter"),
    environment: z.string(),
    image: z.string(),
    /** The parameter's name; its value becomes the image's id. */
    parameter: z.string(),
  }),
  z.object({ kind: z.literal("look-again"), at: instant }),
]);
export type Command = z.infer<typeof Command>;

/** How the attempt to start a refresh of a group ended. */
export const StartOutcome = z.discriminatedUnion("outcome", [
  z.object({ outcome: z.literal("started"), refreshId: z.string(), from: z.optional(z.string()), to: z.string() }),
  z.object({ outcome: z.literal("left"), why: z.enum(leftReasons), reason: z.string(), from: z.optional(z.string()) }),
  /** A refresh that is not ours occupies the group: ask again. */
  z.object({ outcome: z.literal("busy"), refreshId: z.string(), reason: z.string() }),
  z.object({ outcome: z.literal("refused"), reason: z.string() }),
]);
export type StartOutcome = z.infer<typeof StartOutcome>;

/** A refresh as DescribeInstanceRefreshes tells of it. */
export const RefreshReport = z.object({
  group: z.string(),
  refreshId: z.string(),
  status: z.enum(refreshStatuses),
  reason: z.optional(z.string()),
  percent: z.optional(z.number()),
  /** Launches that failed during the refresh, in words, latest first. */
  failedActivities: z.array(z.string()),
  endedAt: z.optional(instant),
});
export type RefreshReport = z.infer<typeof RefreshReport>;

/** Everything that decide answers to: what came from outside, and what performing a command told. */
export type Input =
  | MailboxMessage
  | {
      /** What the groups of environments run that were never refreshed, by environment; that of most groups first. */
      readonly kind: "groups-looked-at";
      readonly runs: Readonly<Record<string, RolloutImage[]>>;
    }
  | {
      readonly kind: "groups-found";
      readonly environment: string;
      readonly image: string;
      readonly groups: readonly string[];
      /** What they run, where the environment was never refreshed; absent: that is not known. */
      readonly runs?: RolloutImage[];
    }
  | {
      readonly kind: "refresh-answered";
      readonly environment: string;
      readonly image: string;
      readonly group: string;
      readonly answer: StartOutcome;
    }
  | {
      readonly kind: "refresh-inspected";
      readonly environment: string;
      readonly image: string;
      readonly report: RefreshReport;
    }
  | {
      /** AWS cannot roll the refresh back. */
      readonly kind: "stop-refused";
      readonly environment: string;
      readonly image: string;
      readonly group: string;
      readonly refreshId: string;
      readonly reason: string;
    };
