import type { LogEntry } from "./context.ts";
import type { Summary } from "./summary.ts";

/** Everything that a person looks at, for the page and the terminal: `GET /_local/view`. Times are ISO 8601, simulated. */
export interface View {
  readonly endpoint: { readonly url: string; readonly region: string };
  readonly now: string;
  /** Simulated seconds per real second; `max`: jumps to the next moment at which something happens. */
  readonly speed: number | "max";
  readonly summary: Summary;
  readonly services: readonly {
    readonly name: string;
    readonly team: string;
    readonly timezone: string;
    readonly families: readonly string[];
    /** In promotion order. */
    readonly environments: readonly string[];
  }[];
  readonly environments: readonly string[];
  readonly families: readonly FamilyView[];
  readonly images: readonly { readonly id: string; readonly name: string; readonly createdAt: string }[];
  readonly groups: readonly GroupView[];
  /** Which service and environment the configuration finds a group for; families of one service may share a group list. */
  readonly placements: readonly PlacementView[];
  readonly slack: readonly SlackView[];
  /** Who can act in Slack, and of which teams they are. */
  readonly people: readonly { readonly id: string; readonly name: string; readonly of: readonly string[] }[];
  readonly mail: readonly MailView[];
  /** Topics and webhooks, whose messages programs read. */
  readonly programs: readonly ProgramView[];
  readonly log: readonly (LogEntry & { readonly at: string })[];
}

export interface FamilyView {
  readonly name: string;
  readonly namePattern: string;
  readonly architecture: string | null;
}
export interface PlacementView {
  readonly group: string;
  readonly service: string;
  readonly environment: string;
  /** The family of the image that its instances run; null where that cannot be told. */
  readonly family: string | null;
}
export interface SlackView {
  readonly channel: string;
  readonly at: string;
  readonly text: string;
  readonly blocks: readonly unknown[];
  /** Its id in the channel. */
  readonly ts: string;
  readonly editedAt: string | null;
  /** In which message's thread it stands, and whether the channel shows it too. */
  readonly thread: { readonly ts: string; readonly broadcast: boolean } | null;
  /** The name of the one person who sees it; null: everybody does. */
  readonly onlyFor: string | null;
}
export interface MailView {
  /** Its HTML is at `/_local/mail/<id>`. */
  readonly id: string;
  readonly to: string;
  readonly from: string;
  readonly subject: string;
  readonly text: string;
  readonly at: string;
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  /** Each with its content, as far as that is text. */
  readonly attachments: readonly { readonly name: string; readonly type: string; readonly text: string | null }[];
}
/** What was published to a topic, or posted to a webhook. Nothing of it left the region. */
export interface ProgramView {
  readonly id: string;
  readonly channel: "sns" | "webhook";
  /** The topic's ARN, or the webhook's URL. */
  readonly to: string;
  readonly at: string;
  /** Empty: it has none. */
  readonly subject: string;
  /** With which HTTP status the webhook's part was answered; null: a topic, which takes what comes. */
  readonly status: number | null;
  /** The webhook's HTTP headers, or the message's attributes. */
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  /** As it was sent. */
  readonly body: string;
}
export interface GroupView {
  readonly name: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly desiredCapacity: number;
  readonly template: { readonly name: string; readonly version: string } | null;
  readonly mixed: boolean;
  readonly refresh: {
    readonly id: string;
    readonly status: string;
    readonly percent: number;
    readonly reason: string | null;
  } | null;
  readonly instances: readonly {
    readonly id: string;
    readonly imageId: string;
    readonly type: string;
    readonly state: string;
  }[];
}
