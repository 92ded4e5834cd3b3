import type { Team } from "../domain/policy.ts";
import type { Address, ChannelKind } from "../domain/subscription.ts";
import type { CalendarEntry } from "../notify/calendar/entry.ts";
import type { TeamEvent } from "../notify/describe/index.ts";
import type { Message } from "../notify/message.ts";
import type { Progress } from "../notify/progress.ts";
import type { PageLinks } from "./readers.ts";

/** A kind of way to tell somebody, and what the kinds that there are tell by. */

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
  readonly calendar?: readonly CalendarEntry[];
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
  /** The messages in it that ask for approval, as long as they have buttons: by environment, a reminder by its deadline too. */
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
