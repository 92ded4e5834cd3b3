import type { Command, MailboxMessage } from "../domain/rollout/messages.ts";
import type { Track } from "../domain/rollout/state.ts";
import type { Temporal } from "../domain/temporal.ts";
import type { DomainEvent } from "../events.ts";

/** What is known of rollouts, and how it is set in motion and told. */

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

export interface Schedules {
  /** Puts `look-again` into the service's mailbox at `at` (never before it). The same request twice is one schedule. */
  lookAgain(service: string, family: string, at: Temporal.Instant): Promise<void>;
}

/** `family:NAME` reaches the mailbox of every service of that family, `service:NAME` of one service, `all` of every service. */
export type Route = `family:${string}` | `service:${string}` | "all";

/** The topic that fans out to the mailboxes. */
export interface Mailboxes {
  send(route: Route, message: MailboxMessage): Promise<void>;
}

export interface Bus {
  /** Throws if EventBridge took any of them not (FailedEntryCount). */
  put(events: readonly DomainEvent[]): Promise<void>;
}
