import type { EventType } from "../events.ts";
import type { Temporal } from "./temporal.ts";

/** A person or channel that wants to hear of some services, environments and events, and how. */
export interface Subscription {
  /** Unique; what was sent to whom is remembered by it. Of one from the configuration it derives from team and address. */
  readonly id: string;
  readonly address: Address;
  /** The team that it belongs to: it hears of the team's services. Absent: a person's own, of any service. */
  readonly team?: string;
  /** IANA zone in which its reader reads times, and in which its digests and quiet hours are meant. */
  readonly timezone: string;
  readonly filter: Filter;
  readonly pace: Pace;
}

/** Every kind of channel, and its name for people: `told by …`. */
export const channelNames = {
  slack: "Slack",
  email: "mail",
  sns: "SNS",
  webhook: "webhook",
} as const;
export type ChannelKind = keyof typeof channelNames;
export const channelKinds = Object.keys(channelNames) as readonly ChannelKind[];

export interface Address {
  readonly channel: ChannelKind;
  /** Slack: `#channel`, or the id of a channel or a user. Email: an address. SNS: a topic's ARN. Webhook: an https URL. */
  readonly to: string;
  /** Webhook: the name of the secret that signs what is sent, in the Parameter Store below `/ami-refresh/STAGE/webhooks/`. */
  readonly secret?: string;
}

type Place = Pick<Address, "channel" | "to">;

/** Whether it is a subscription, or whatever else is said, of that address. */
export const isAt = ({ address }: { readonly address: Place }, { channel, to }: Place): boolean =>
  address.channel === channel && address.to === to;

/** Names the address of a subscription: several may mean one, which is told once. */
export const placeOf = ({ address: { channel, to } }: Subscription): string => `${channel}/${to}`;

/** Not a channel: the id of a person, who is told in a conversation with the app. */
export const isSlackUser = (to: string): boolean => /^[UW][A-Z0-9]{7,}$/.test(to);

/** What is wanted; what is absent restricts nothing. */
export interface Filter {
  readonly services?: readonly string[];
  readonly environments?: readonly string[];
  readonly families?: readonly string[];
  readonly events?: readonly EventType[];
  /** The least severity of what is wanted. Absent: by mail `info`, for mail is for what matters; else all. */
  readonly severity?: Severity;
}

export const severities = ["quiet", "info", "success", "warning", "failure"] as const;
/**
 * How much it matters, in rising order. `quiet`: good to know for who looks, not worth a mail. `warning`: somebody may
 * have to look. `failure`: somebody has to.
 */
export type Severity = (typeof severities)[number];

/** When it is told. What somebody has to look at, or to answer before a digest would come, is told at once. */
export interface Pace {
  /** Absent: immediately. A day's digest comes at a time on the wall clock of the subscription's zone. */
  readonly digest?: "hourly" | { readonly daily: Temporal.PlainTime };
  /** In these hours nothing is told but failures; the rest follows when they are over. `to` before `from` crosses midnight. */
  readonly quietHours?: { readonly from: Temporal.PlainTime; readonly to: Temporal.PlainTime };
}
