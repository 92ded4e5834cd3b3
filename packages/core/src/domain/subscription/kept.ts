import { type EventType, eventTypes } from "../../events.ts";
import { instant, plainTime } from "../codecs.ts";
import { channelKinds, isAt, severities } from "../subscription.ts";
import { Temporal } from "../temporal.ts";
import * as z from "../zod.ts";

const address = z.object({ channel: z.enum(channelKinds), to: z.string() });
const texts = z.exactOptional(z.array(z.string()));

/** What only another version of ours tells is left out: one subscription that names it is not to hold up all telling. */
const events = z.codec(z.array(z.string()), z.array(z.enum(eventTypes as readonly [EventType, ...EventType[]])), {
  decode: (names) => names.filter((name) => (eventTypes as readonly string[]).includes(name)) as EventType[],
  encode: (known) => known,
});

/** A subscription that somebody has made, as it is kept. */
export const Kept = z.object({
  id: z.string(),
  address,
  /** What Slack calls the channel, without `#`, where the address is its id. */
  channelName: z.exactOptional(z.string()),
  timezone: z.string(),
  filter: z.object({
    services: texts,
    environments: texts,
    families: texts,
    events: z.exactOptional(events),
    severity: z.exactOptional(z.enum(severities)),
  }),
  pace: z.object({
    digest: z.exactOptional(z.union([z.literal("hourly"), z.object({ daily: plainTime })])),
    quietHours: z.exactOptional(z.object({ from: plainTime, to: plainTime })),
  }),
  /** `pending`: its address has not said yet that it wants this. */
  status: z.enum(["pending", "active", "ended"]),
  /** When it was made. */
  at: instant,
  /** By whom. */
  by: z.string(),
});
export type Kept = z.infer<typeof Kept>;

/** How long a subscription waits to be confirmed. */
const confirmWithin = { hours: 3 * 24 };

/** Until when, exclusive, a pending subscription may be confirmed; then it is none any more. */
export const confirmableUntil = ({ at }: Pick<Kept, "at">): Temporal.Instant => at.add(confirmWithin);

/** Nobody has confirmed it in time. */
export const hasLapsed = (one: Pick<Kept, "status" | "at">, now: Temporal.Instant): boolean =>
  one.status === "pending" && Temporal.Instant.compare(confirmableUntil(one), now) <= 0;

/** An address that is told nothing: it does not want to be, or mail to it comes back. */
export const Silenced = z.object({
  address,
  why: z.enum(["unsubscribed", "bounced", "complained"]),
  at: instant,
  /** Who has unsubscribed it, and by which way, as it is on record. */
  by: z.exactOptional(z.string()),
  /** SES's words, where it has said any. */
  reason: z.exactOptional(z.string()),
});
export type Silenced = z.infer<typeof Silenced>;

/**
 * What somebody has chosen for an address of the configuration, beside what that says of it. What is absent is as the
 * configuration says; where all is, nothing is chosen any more.
 */
export const Choice = z.object({
  address,
  severity: z.exactOptional(z.literal("failure")),
  digest: z.exactOptional(z.union([z.enum(["immediately", "hourly"]), z.object({ daily: plainTime })])),
  at: instant,
  /** Who has chosen it, and by which way, as it is on record. */
  by: z.string(),
});
export type Choice = z.infer<typeof Choice>;

/** `told nothing, for …` */
export const whyWords: Readonly<Record<Silenced["why"], string>> = {
  unsubscribed: "it was unsubscribed",
  bounced: "a mail to it came back for good",
  complained: "its reader marked a mail as spam",
};

/** What people have said of who is told. */
export interface Readers {
  /** Those that are pending included, as long as they can be confirmed; those that have ended not. */
  readonly subscriptions: readonly Kept[];
  readonly silenced: readonly Silenced[];
  readonly choices: readonly Choice[];
}

export const nobody: Readers = { subscriptions: [], silenced: [], choices: [] };

/** Why and since when an address is told nothing; undefined: it is told. */
export const silencedAs = ({ silenced }: Readers, address: Silenced["address"]): Silenced | undefined =>
  silenced.find((one) => isAt(one, address));

export const isSilenced = (readers: Readers, address: Silenced["address"]): boolean =>
  silencedAs(readers, address) !== undefined;

/** Nobody has wanted that it is told nothing: mail to it came back, or was marked as spam. */
export const isSuspended = (silenced: Silenced | undefined): silenced is Silenced =>
  silenced !== undefined && silenced.why !== "unsubscribed";
