import type { Group } from "@ami-refresh/core/domain/group.ts";
import type { MailboxMessage } from "@ami-refresh/core/domain/rollout/messages.ts";
import type { Delivery } from "@ami-refresh/core/domain/subscription/delivery.ts";
import type { DigestDue } from "@ami-refresh/core/domain/subscription/digestDue.ts";
import type { Temporal } from "@ami-refresh/core/domain/temporal.ts";
import type { DomainEvent } from "@ami-refresh/core/events.ts";
import type {
  Bus,
  Chat,
  ChatMessage,
  Deliveries,
  DigestSchedules,
  Digests,
  FoundImages,
  GroupOwners,
  Groups,
  Images,
  LaunchTemplates,
  Mail,
  Mailboxes,
  MailMessage,
  Parameters,
  ReaderStore,
  Refreshes,
  Schedules,
  Sent,
  Threads,
  TopicMessage,
  Topics,
  Tracks,
  Webhooks,
} from "@ami-refresh/core/ports.ts";

/**
 * What a contract is tried in: every port, and what a test needs to arrange beforehand and to see afterwards. A suite
 * knows nothing of what is behind it; an implementation is one function that opens a world.
 */
export interface World {
  readonly tracks: Tracks;
  readonly groupOwners: GroupOwners;
  readonly sent: Sent;
  readonly threads: Threads;
  readonly digests: Digests;
  readonly readers: ReaderStore;
  readonly digestSchedules: DigestSchedules;
  readonly images: Images & FoundImages;
  readonly groups: Groups;
  readonly launchTemplates: LaunchTemplates;
  readonly refreshes: Refreshes;
  readonly schedules: Schedules;
  readonly parameters: Parameters;
  readonly mailboxes: Mailboxes;
  readonly bus: Bus;
  readonly deliveries: Deliveries;
  readonly chat: Chat;
  readonly mail: Mail;
  readonly topics: Topics;
  /** A topic that is there. */
  readonly topicArn: string;
  readonly webhooks: Webhooks;

  now(): Temporal.Instant;
  pass(time: Temporal.DurationLike): Promise<void>;

  /** An available image of the world's own account; its id. */
  addImage(image: ImageSketch): Promise<string>;
  deregister(imageId: string): Promise<void>;
  disable(imageId: string): Promise<void>;
  setParameter(name: string, value: string): Promise<void>;
  addBuild(arn: string, imageIds: readonly string[]): Promise<void>;

  /** A launch template whose version 1 names the image, as written; its id. */
  addTemplate(imageId: string, instanceType?: string): Promise<string>;
  /** A group in service with all its instances. */
  addGroup(group: GroupSketch): Promise<void>;
  /** Lets the group's active refresh come to its end. */
  finishRefresh(group: string): Promise<void>;
  /** Lets a launch in the group fail now, and then lets launches succeed again. */
  failLaunch(group: string): Promise<void>;

  /** What will be put into a mailbox, earliest first. */
  looks(): Promise<readonly Look[]>;
  /** The digests that will be told, and when, earliest first. */
  dueDigests(): Promise<readonly { readonly at: Temporal.Instant; readonly due: DigestDue }[]>;
  /** What was put on the topic. */
  sendings(): Promise<readonly { readonly route: string; readonly message: MailboxMessage }[]>;
  /** What lies in the queue of a kind of channel. */
  queued(kind: "slack" | "email"): Promise<readonly Delivery[]>;
  events(): Promise<readonly DomainEvent[]>;
  chatMessages(): Promise<readonly StandingMessage[]>;
  mails(): Promise<readonly Omit<MailMessage, "about">[]>;
  /** What subscribers of the topic are told. */
  published(): Promise<readonly Pick<TopicMessage, "body" | "attributes">[]>;
  /** How whoever listens at webhooks answers from now on; at first all is taken. */
  webhooksAnswer(answer: "taken" | "gone" | "refused"): void;
  /** What webhooks have taken. Two messages of one id are one to who listens. */
  posted(): Promise<readonly { readonly url: string; readonly id: unknown; readonly body: string }[]>;

  close(): Promise<void>;
}

/** A message as a reader sees it: `replyTo` is the text of the message in whose thread it stands. */
export interface StandingMessage extends ChatMessage {
  readonly replyTo?: string;
  readonly broadcast?: boolean;
}

export interface ImageSketch {
  readonly name: string;
  readonly tags?: Readonly<Record<string, string>>;
}

export interface GroupSketch extends Partial<Pick<Group, "tags" | "desiredCapacity">> {
  readonly name: string;
  readonly templateId: string;
  readonly version: string;
  /** Override by override; absent: the group has no mixed instances policy. */
  readonly instanceTypes?: readonly string[];
}

export interface Look {
  readonly service: string;
  readonly family: string;
  readonly at: Temporal.Instant;
}

export interface Implementation {
  readonly name: string;
  open(): Promise<World>;
}
