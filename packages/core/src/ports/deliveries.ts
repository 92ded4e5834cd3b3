import type { Delivery } from "../domain/subscription/delivery.ts";
import type { DigestDue } from "../domain/subscription/digestDue.ts";
import type { ChannelKind } from "../domain/subscription.ts";
import type { Temporal } from "../domain/temporal.ts";
import type { DomainEvent } from "../events.ts";

/** What is on its way to a channel, now or later, and what was told. */

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
