import type { Group } from "./domain/group.ts";
import type { Image } from "./domain/image.ts";
import type { GroupSelector, RefreshPreferences } from "./domain/policy.ts";
import type { Command, MailboxMessage, RefreshReport } from "./domain/rollout/messages.ts";
import type { Track } from "./domain/rollout/state.ts";
import type { Temporal } from "./domain/temporal.ts";
import type { DomainEvent } from "./events.ts";

/** Every side effect of the product, one interface each. Adapters implement them; app/ is given them. */

export interface Clock {
  now(): Temporal.Instant;
}

export interface Log {
  info(message: string, fields?: Record<string, unknown>): void;
  warn(message: string, fields?: Record<string, unknown>): void;
}

/** A track with its outbox: what was decided and may not have been performed yet. */
export interface SavedTrack {
  readonly track: Track;
  readonly pending: { readonly commands: readonly Command[]; readonly events: readonly DomainEvent[] };
  /** 0: never saved. */
  readonly version: number;
}

export interface Tracks {
  /** An empty track of version 0 where none was saved. */
  load(service: string, family: string): Promise<SavedTrack>;
  /** Saves as version + 1, or answers `conflict` if somebody else saved since `version` was loaded. */
  save(saved: SavedTrack): Promise<"saved" | "conflict">;
  /** Every track, by service and family. */
  all(): Promise<Track[]>;
}

/** Which service, environment and family a group was last refreshed for: the way from a refresh event to a mailbox. */
export interface GroupOwners {
  claim(group: string, owner: GroupOwner): Promise<void>;
  ownerOf(group: string): Promise<GroupOwner | undefined>;
}
export interface GroupOwner {
  readonly service: string;
  readonly environment: string;
  readonly family: string;
}

export interface Images {
  /** The images among `ids` that can still be described, in no order. A vanished image is simply absent. */
  describe(ids: readonly string[]): Promise<Image[]>;
  /** The AMI ids of this Region that an Image Builder image version has produced (all entries, not only the first). */
  builtBy(imageBuilderArn: string): Promise<string[]>;
  /** The value of a Parameter Store parameter, or undefined if there is none. */
  parameter(name: string): Promise<string | undefined>;
}

export interface Groups {
  /** Names of the groups that the selector finds, sorted; all pages. */
  find(selector: GroupSelector): Promise<string[]>;
  describe(name: string): Promise<Group | undefined>;
}

export interface TemplateVersion {
  readonly templateId: string;
  readonly version: number;
  /** As written: `ami-…`, or `resolve:ssm:…`, or absent. */
  readonly imageId?: string;
  /** Where it is written as `resolve:ssm:…`: what it resolves to now. */
  readonly resolvedImageId?: string;
  readonly description?: string;
}
export interface LaunchTemplates {
  /** `version`: a number, `$Latest` or `$Default`; undefined if template or version is gone. */
  version(templateId: string, version: string): Promise<TemplateVersion | undefined>;
  /** A copy of `source` with only the image changed. The same `clientToken` gives the same version again. */
  createVersion(request: {
    templateId: string;
    source: number;
    imageId: string;
    description: string;
    clientToken: string;
  }): Promise<TemplateVersion>;
}

/** What a refresh is to bring, as DesiredConfiguration. */
export type Desired =
  | { readonly kind: "launch-template"; readonly template: { readonly id: string; readonly version: string } }
  | { readonly kind: "mixed-instances"; readonly policy: unknown };

export interface RefreshSummary extends RefreshReport {
  readonly startedAt?: Temporal.Instant;
  readonly desired?: Desired;
}
export interface Refreshes {
  /** All refreshes of the group that AWS still knows (six weeks), latest first. */
  list(group: string): Promise<RefreshSummary[]>;
  describe(group: string, refreshId: string): Promise<RefreshSummary | undefined>;
  /** `busy`: another refresh is active. `refused`: AWS will not, and says why. Throttling and outages are thrown. */
  start(
    group: string,
    desired: Desired,
    preferences: RefreshPreferences,
  ): Promise<
    | { readonly outcome: "started"; readonly refreshId: string }
    | { readonly outcome: "busy" }
    | { readonly outcome: "refused"; readonly reason: string }
  >;
}

export interface Schedules {
  /** Puts `look-again` into the service's mailbox at `at` (never before it). The same request twice is one schedule. */
  lookAgain(service: string, family: string, at: Temporal.Instant): Promise<void>;
}

/** The topic that fans out to the mailboxes. */
export interface Mailboxes {
  /** `route`: `family:NAME` reaches every service of that family, `service:NAME` one service. */
  send(route: `family:${string}` | `service:${string}`, message: MailboxMessage): Promise<void>;
}

export interface Bus {
  /** Throws if EventBridge took any of them not (FailedEntryCount). */
  put(events: readonly DomainEvent[]): Promise<void>;
}

/** What a message is about; travels with it so that a reader can tell without parsing text. */
export interface About {
  readonly event: string;
  readonly service: string;
  readonly environment?: string;
  /** The id of the domain event. */
  readonly eventId: string;
}
export interface ChatMessage {
  readonly channel: string;
  /** Slack's fallback text (mrkdwn). */
  readonly text: string;
  /** Block Kit blocks. */
  readonly blocks: readonly unknown[];
  readonly about: About;
}
export interface Chat {
  post(message: ChatMessage): Promise<void>;
}
export interface MailMessage {
  readonly to: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly about: About;
}
export interface Mail {
  send(message: MailMessage): Promise<void>;
}

/** Which messages were sent: a repeated event is shown once. */
export interface Sent {
  has(key: string): Promise<boolean>;
  mark(key: string): Promise<void>;
}
