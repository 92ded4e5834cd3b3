import { type EventType, eventTypes } from "../../events.ts";
import { instant, plainTime } from "../codecs.ts";
import { channelKinds, severities } from "../subscription.ts";
import * as z from "../zod.ts";

const texts = z.exactOptional(z.array(z.string()));

/** A subscription that somebody has made, as it is kept. */
export const Kept = z.object({
  id: z.string(),
  address: z.object({ channel: z.enum(channelKinds), to: z.string() }),
  /** What Slack calls the channel, without `#`, where the address is its id. */
  channelName: z.exactOptional(z.string()),
  timezone: z.string(),
  filter: z.object({
    services: texts,
    environments: texts,
    families: texts,
    events: z.exactOptional(z.array(z.enum(eventTypes as readonly [EventType, ...EventType[]]))),
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

/** An address that is told nothing: it does not want to be, or mail to it comes back. */
export const Silenced = z.object({
  address: z.object({ channel: z.enum(channelKinds), to: z.string() }),
  why: z.enum(["unsubscribed", "bounced", "complained"]),
  at: instant,
  /** SES's words, where it has said any. */
  reason: z.exactOptional(z.string()),
});
export type Silenced = z.infer<typeof Silenced>;

/** What people have said of who is told. */
export interface Readers {
  /** Those that are pending included, those that have ended not. */
  readonly subscriptions: readonly Kept[];
  readonly silenced: readonly Silenced[];
}

export const nobody: Readers = { subscriptions: [], silenced: [] };

export const isSilenced = ({ silenced }: Readers, { channel, to }: Silenced["address"]): boolean =>
  silenced.some(({ address }) => address.channel === channel && address.to === to);
