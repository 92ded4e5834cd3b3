import type { Interaction } from "./app/act/interaction.ts";
import type { Family } from "./domain/family.ts";
import type { Desired, Group } from "./domain/group.ts";
import type { Image } from "./domain/image.ts";
import type { NewVersion } from "./domain/launch/newVersion.ts";
import type { TemplateVersion } from "./domain/launch/templateVersion.ts";
import type { GroupSelector, RefreshPreferences, Team } from "./domain/policy.ts";
import type { Command, MailboxMessage, RefreshReport } from "./domain/rollout/messages.ts";
import type { PageTicket } from "./domain/rollout/pageTicket.ts";
import type { Track } from "./domain/rollout/state.ts";
import type { Delivery } from "./domain/subscription/delivery.ts";
import type { DigestDue, DigestReader } from "./domain/subscription/digestDue.ts";
import type { Choice, Kept, Readers, Silenced } from "./domain/subscription/kept.ts";
import type { Ticket } from "./domain/subscription/ticket.ts";
import type { Address, ChannelKind } from "./domain/subscription.ts";
import type { Temporal } from "./domain/temporal.ts";
import type { DomainEvent } from "./events.ts";
import type { CalendarEntry } from "./notify/calendar/entry.ts";
import type { TeamEvent } from "./notify/describe/index.ts";
import type { Message } from "./notify/message.ts";
import type { Progress } from "./notify/progress.ts";
import type { SlackForm } from "./notify/slack.ts";

/** Every side effect of the product, one interface each. Adapters implement them; app/ is given them. */

export interface Clock {
  now(): Temporal.Instant;
}

/**
 * Lines for operators. Fields that several lines have in common go by one name: `service`, `family`, `environment`,
 * `image` (an id), `correlationId` (of the image), `event` (an id).
 */
export interface Log {
  info(message: string, fields?: Record<string, unknown>): void;
  warn(message: string, fields?: Record<string, unknown>): void;
  /** The same log, whose every line has these fields too. */
  with(fields: Record<string, unknown>): Log;
}

/** What is counted, and what is measured in seconds. */
export type Metric =
  | { readonly name: "ImagesPublished"; readonly value: number; readonly about: { readonly family: string } }
  | { readonly name: "ImagesRejected"; readonly value: number; readonly about: { readonly rule: string } }
  | {
      readonly name: "StepsStarted" | "StepsSucceeded" | "StepsFailed" | "RefreshDuration";
      readonly value: number;
      readonly about: { readonly service: string; readonly environment: string };
    }
  | { readonly name: "WaitByGate"; readonly value: number; readonly about: { readonly gate: string } }
  | {
      readonly name: "NotificationFailures" | "AddressesSuspended";
      readonly value: number;
      readonly about: { readonly channel: string };
    };

/** A repeated event is measured again: at least once, like everything that is told. */
export interface Metrics {
  record(metric: Metric): void;
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

export interface FoundImages {
  /**
   * The image of the family that was created last, at or after `since`, and is available; undefined: there is none.
   * `account` is what `self` stands for.
   */
  newest(family: Family, account: string, since: Temporal.Instant): Promise<Image | undefined>;
}

/** Parameters of the Parameter Store that tell others which image is current. */
export interface Parameters {
  /** Makes it or overwrites it. `refused`: AWS will not, and says why. Throttling and outages are thrown. */
  write(name: string, value: string): Promise<{ readonly refused?: string }>;
}

export interface Groups {
  /** Names of the groups that the selector finds, sorted; all pages. */
  find(selector: GroupSelector): Promise<string[]>;
  describe(name: string): Promise<Group | undefined>;
  /** The group's scaling activities begun at or after `since` that have failed, latest first; none for an unknown group. */
  failedActivities(name: string, since: Temporal.Instant): Promise<FailedActivity[]>;
}

/** A launch or termination that failed, in AWS's words. */
export interface FailedActivity {
  readonly at: Temporal.Instant;
  /** "Launching a new EC2 instance. Status Reason: …" */
  readonly description: string;
  /** Why it failed. */
  readonly message?: string;
}

export type { TemplateVersion };
export interface LaunchTemplates {
  /** `version`: a number, `$Latest` or `$Default`; undefined if template or version is gone. */
  version(templateId: string, version: string): Promise<TemplateVersion | undefined>;
  /**
   * A copy of `source` with only the image changed. The same `clientToken` gives the same version again. `refused`:
   * AWS will not, and says why. Throttling and outages are thrown.
   */
  createVersion(
    request: NewVersion,
  ): Promise<
    | { readonly outcome: "created"; readonly version: TemplateVersion }
    | { readonly outcome: "refused"; readonly reason: string }
  >;
}

export type { Desired, NewVersion };

/** A refresh as AWS lists it; what went wrong at launching is asked after apart (Groups.failedActivities). */
export interface RefreshSummary extends Omit<RefreshReport, "failedActivities"> {
  readonly startedAt?: Temporal.Instant;
  /** Absent where the refresh was started without one, or in a form that is never ours. */
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
  /** Cancels the active refresh of the group: what it has replaced stays. */
  cancel(group: string): Promise<StopAnswer>;
  /** Has AWS roll the active refresh of the group back. */
  rollBack(group: string): Promise<StopAnswer>;
}
export type StopAnswer =
  | { readonly outcome: "stopping" }
  /** None is active. */
  | { readonly outcome: "over" }
  /** AWS will not, and says why. */
  | { readonly outcome: "refused"; readonly reason: string };

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

/** What a message is about; travels with it so that a reader can tell without parsing text. */
export interface About {
  readonly event: string;
  /** Absent: it is about several. */
  readonly service?: string;
  readonly environment?: string;
  /** The id of the domain event, or of the digest. */
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
/** What the message is about under which a channel tells a rollout: all of its events, and none. */
export const rootEvent = "rollout";

/** Where a message stands: the channel's id, and the message's in it. */
export interface Posted {
  readonly channelId: string;
  readonly ts: string;
}
export interface Chat {
  post(message: ChatMessage): Promise<Posted>;
  /** Replaces the message that stands there. `gone`: somebody has deleted it, or it may no longer be edited. */
  update(where: Posted, message: ChatMessage): Promise<"updated" | "gone">;
  /** Replies in a message's thread; `broadcast`: and in the channel too. In the channel alone where the message is gone. */
  reply(to: Posted, message: ChatMessage, options: { readonly broadcast: boolean }): Promise<Posted>;
}
export interface MailMessage {
  readonly to: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly about: About;
  /** What all mails of one conversation have in common: the rollout and the team. Absent: a mail by itself. */
  readonly conversation?: string;
  /** Where one POST unsubscribes its reader (RFC 8058). */
  readonly unsubscribe?: string;
  /** Attached for the reader's calendar. */
  readonly calendar?: CalendarEntry;
}
export interface Mail {
  send(message: MailMessage): Promise<void>;
}

/** What is told to a topic, and to a webhook: `body` is JSON. */
export interface TopicMessage {
  readonly topicArn: string;
  /** One line. */
  readonly subject: string;
  readonly body: string;
  /** What subscribers of the topic filter by. */
  readonly attributes: Readonly<Record<string, string>>;
}
/** SNS topics of others, in any Region. */
export interface Topics {
  publish(message: TopicMessage): Promise<void>;
}
export interface WebhookMessage {
  readonly url: string;
  /** The name of the secret that signs it. */
  readonly secret: string;
  /** The same for the same message at the same address, however often it is sent. */
  readonly id: string;
  readonly body: string;
}
export interface Webhooks {
  /** `gone`: whoever listened there wants nothing any more. Throws where it may not have arrived. */
  post(message: WebhookMessage): Promise<"taken" | "gone">;
}

/** A rollout's thread in a channel: its root message, and the progress that it shows. */
export interface Thread {
  /** Absent until it has been posted. */
  readonly root?: Posted;
  readonly progress?: Progress;
  /** By environment: the message in it that asks for approval, as long as it has buttons. */
  readonly questions?: Readonly<Record<string, Posted>>;
  /** 0: never saved. */
  readonly version: number;
}
export interface Threads {
  /** An empty thread of version 0 where none was saved. */
  load(rollout: string, channel: string): Promise<Thread>;
  /** Saves as version + 1, or answers `conflict` if somebody else saved since `version` was loaded. */
  save(rollout: string, channel: string, thread: Thread): Promise<"saved" | "conflict">;
  /** Waits a moment, in which somebody else may save: a fraction of a second of real time. */
  moment(): Promise<void>;
}

/** What is told at one address. */
export interface Telling {
  /** Absent: the message is of many. */
  readonly event?: TeamEvent;
  /** Absent: there is nothing to tell but how far the rollout is. */
  readonly message?: Message;
  readonly about: About;
  readonly to: Address;
  /** As which it is told, in the zone of its reader. */
  readonly team: Team;
  /** The service's environments in promotion order, and the families of its images. */
  readonly order: readonly string[];
  readonly families: readonly string[];
}
/** A kind of way to tell somebody: channels/, one file each. */
export interface Channel {
  readonly kind: ChannelKind;
  /** By which messages lead to the pages of rollouts. Absent: they lead to none. */
  readonly pages?: Pick<PageLinks, "to">;
  /**
   * Throws where it may not have arrived; `retryAfter` of an error says in how many seconds to try again, `gone: true`
   * that there is nobody to try again for. What is told again may be shown again: the caller asks whether it was told.
   */
  deliver(telling: Telling): Promise<void>;
}

/** The queues out of which messages are delivered, one for each kind of channel. */
export interface Deliveries {
  /** Any number. Throws if the queue did not take all of them. */
  send(kind: ChannelKind, deliveries: readonly Delivery[]): Promise<void>;
}

/** The queue that a function reads. */
export interface Inbox {
  /** Has a message that failed come back in `seconds`, in place of when the queue would by itself. */
  comeBack(receipt: string, seconds: number): Promise<void>;
}

/** Which messages were sent: a repeated event is shown once. */
export interface Sent {
  /**
   * Asks to be the one who sends. `sent`: that is done. `being sent`: somebody else has claimed it and may not have come
   * to their end; once their claim is over, another takes its place.
   */
  claim(key: string, lasts: Temporal.Duration): Promise<"claimed" | "being sent" | "sent">;
  mark(key: string): Promise<void>;
  /** Gives up a claim of one's own: it was not sent, and whoever comes next may. */
  release(key: string): Promise<void>;
  /** Keeps what is to be sent, so that whoever claims it next needs not work it out again: at the most 400 KB. */
  keep(key: string, what: string): Promise<void>;
  /** What was kept, if anything. */
  kept(key: string): Promise<string | undefined>;
}

/** Links that are signed: whoever holds one may do what its ticket says. Each kind has a secret of its own. */
export interface SignedLinks<T> {
  /** The same for the same ticket. */
  to(ticket: T): Promise<string>;
  /** `forged`: it was not signed here as one of this kind, or is none at all. `expired`: its time is over. */
  read(text: string): Promise<T | "forged" | "expired">;
}
/** The links in mails by which readers say what they are told. */
export type Links = SignedLinks<Ticket>;
/** Those to the pages of rollouts. */
export type PageLinks = SignedLinks<PageTicket>;

export interface Confirmations {
  /** Has its address asked, by a mail with a link, whether it wants that. */
  ask(subscription: Kept): Promise<void>;
}

/** What a change of who is told says of itself, for the record. */
export interface Audit {
  readonly at: Temporal.Instant;
  /** Who, in words: `ann (cli)`, `a link in a mail`. */
  readonly by: string;
  readonly what: "subscribed" | "confirmed" | "changed" | "ended" | "silenced" | "heard again" | "chosen";
}

/** Who is told because they, or somebody for them, have said so; and who is not. Every change is on record for a year. */
export interface ReaderStore {
  read(): Promise<Readers>;
  /**
   * The same of one subscription and its address alone: it costs no more where there are many. Of one of the configuration
   * (`team`) what was chosen for its address, of another what was made of it.
   */
  readOf(subscription: Pick<DigestReader, "id" | "address" | "team">): Promise<Readers>;
  save(subscription: Kept, audit: Audit): Promise<void>;
  /**
   * Silences it, unless it is silenced for the same reason already. Says as what it is silenced then. The same again is
   * the same, and on record once.
   */
  silence(silenced: Silenced, audit: Audit): Promise<Silenced>;
  /**
   * Silences it because of a mail that was sent to it at `sentAt`, unless it is silenced already, or was heard again
   * since. Says as what it is silenced then; undefined: it is told. The same again is the same, and on record once.
   */
  suspend(silenced: Silenced, sentAt: Temporal.Instant, audit: Audit): Promise<Silenced | undefined>;
  /** Has an address of the configuration told as somebody has chosen, whatever was chosen before. */
  choose(choice: Choice, audit: Audit): Promise<void>;
  /** Undone: the address is told again. */
  hear(address: Silenced["address"], audit: Audit): Promise<void>;
}

/** What is told of at one time to one subscription: of which, by its id, and when. */
export interface Digest {
  readonly subscription: string;
  readonly dueAt: Temporal.Instant;
}

/** What is collected for later. An event that is collected is in one digest, however often it comes. */
export interface Digests {
  /**
   * `unscheduled`: it is in, and nobody has said yet that the digest will be taken. `closed`: the digest was taken
   * before, without it. Throws while it is being taken, for then nobody knows.
   */
  collect(digest: Digest, event: DomainEvent): Promise<"collected" | "unscheduled" | "closed">;
  /** Somebody has seen to it that the digest will be taken. */
  scheduled(digest: Digest): Promise<void>;
  /** All that is in it, in the order in which it happened; nothing enters it any more, and it says the same again. */
  take(digest: Digest): Promise<DomainEvent[]>;
  /** When the first digest of a flood is due: `dueAt`, unless somebody has said before. */
  firstOf(flood: string, dueAt: Temporal.Instant): Promise<Temporal.Instant>;
  /** Is the event one of the first `count` of a flood that asked? The same event is answered the same. */
  isAmongFirst(flood: string, count: number, eventId: string): Promise<boolean>;
}

export interface DigestSchedules {
  /** Puts the message into the queue of the subscription's kind of channel when it is due (never before). Twice is one schedule. */
  tell(due: DigestDue): Promise<void>;
}

/** A request from outside, as it came: its body byte for byte, and what vouches for it. */
export interface SlackRequest {
  /** `X-Slack-Signature`. */
  readonly signature: string | undefined;
  /** `X-Slack-Request-Timestamp`: epoch seconds. */
  readonly timestamp: string | undefined;
  readonly body: Uint8Array;
}
/** Tells requests of Slack's from those of others. */
export interface SlackRequests {
  /** `id` is the same for the same request. Undefined: Slack has not signed it, or not just now. */
  verify(request: SlackRequest): Promise<Pick<Interaction, "id" | "at"> | undefined>;
}
/** What people did in Slack and nobody has worked out yet. */
export interface Interactions {
  send(interaction: Interaction): Promise<void>;
}
/** The people who act in Slack, where they do: what they are answered, nobody else sees. */
export interface Replies {
  /** Throws where the address is none of Slack's: nothing is sent there. */
  to(responseUrl: string): {
    /**
     * `replaces`: in place of the message in which something was pressed, which only the person sees. `expired`: Slack no
     * longer takes answers there, after half an hour or five of them.
     */
    send(form: SlackForm, how: { readonly replaces: boolean }): Promise<"sent" | "expired">;
  };
}
