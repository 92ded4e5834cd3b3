import { randomUUID } from "node:crypto";
import type { RegionContext } from "../../context.ts";
import { AwsError } from "../../endpoint/operations.ts";
import type { QueueWiring } from "../../graph/wiring.ts";
import type { Attributes, Message } from "./messages.ts";

export interface QueueSettings extends Omit<QueueWiring, "url"> {
  readonly maximumMessageSize: number;
  readonly receiveWaitSeconds: number;
}

export interface NewMessage {
  readonly body: string;
  readonly attributes?: Attributes;
  readonly delaySeconds?: number;
  readonly traceHeader?: string;
}

export interface Queue {
  settings: QueueSettings;
  readonly createdAt: number;
  add(message: NewMessage): Message;
  /** Takes in a dead letter of the queue `source`: it keeps its id and its age, and counts its receives anew. */
  takeOver(message: Message, source: string): void;
  /** Makes up to `max` visible messages invisible for `visibilitySeconds`. */
  take(max: number, visibilitySeconds: number): Message[];
  /** Deletes the message; an old receipt will do, a deleted message is no error. */
  remove(receipt: string): void;
  changeVisibility(receipt: string, seconds: number): void;
  /** Takes the wanted visible messages out of the queue. */
  drain(wanted: (message: Message) => boolean): Message[];
  purge(): void;
  count(): { visible: number; inFlight: number; delayed: number };
}

export interface QueueOptions {
  readonly context: Pick<RegionContext, "clock">;
  readonly settings: QueueSettings;
  /** Tells of a new message, visible or not. */
  readonly arrived: () => void;
  /** Tells that a message can be received. */
  readonly available: () => void;
  /** Moves a message to its dead-letter queue; false: there is no such queue. */
  readonly toDeadLetters: (message: Message) => boolean;
}

/** A standard queue. */
export function createQueue({ context: { clock }, settings, arrived, available, toDeadLetters }: QueueOptions): Queue {
  const messages = new Set<Message>();

  const announce = (message: Message) => {
    message.callOff?.();
    delete message.callOff;
    if (message.visibleAt <= clock.now()) available();
    else message.callOff = clock.at(message.visibleAt, available);
  };
  const forget = (message: Message) => {
    message.callOff?.();
    messages.delete(message);
  };
  /** Retention counts from the first sending, in a dead-letter queue too. */
  const dropOld = () => {
    const oldest = clock.now() - queue.settings.retentionSeconds * 1000;
    for (const message of messages) if (message.sentAt <= oldest) forget(message);
  };
  const isVisible = (message: Message) => message.visibleAt <= clock.now();
  const find = (receipt: string) => {
    const id = idIn(receipt);
    return [...messages].find((message) => message.id === id);
  };

  const queue: Queue = {
    settings,
    createdAt: clock.now(),
    add({ body, attributes = {}, delaySeconds = queue.settings.delaySeconds, traceHeader }) {
      const now = clock.now();
      const message: Message = {
        id: randomUUID(),
        body,
        attributes,
        sentAt: now,
        visibleAt: now + delaySeconds * 1000,
        receiveCount: 0,
        ...(traceHeader !== undefined && { traceHeader }),
      };
      messages.add(message);
      arrived();
      announce(message);
      return message;
    },
    takeOver({ id, body, attributes, sentAt, traceHeader }, source) {
      const moved: Message = {
        id,
        body,
        attributes,
        sentAt,
        ...(traceHeader !== undefined && { traceHeader }),
        deadLetterSource: source,
        visibleAt: clock.now(),
        receiveCount: 0,
      };
      messages.add(moved);
      arrived();
      announce(moved);
    },
    take(max, visibilitySeconds) {
      dropOld();
      const taken: Message[] = [];
      const { redrive } = queue.settings;
      for (const message of messages) {
        if (taken.length >= max) break;
        if (!isVisible(message)) continue;
        // Moved when it would be received once more than allowed
        // (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html).
        if (redrive && message.receiveCount >= redrive.maxReceiveCount && toDeadLetters(message)) {
          forget(message);
          continue;
        }
        message.receiveCount += 1;
        message.firstReceivedAt ??= clock.now();
        message.receipt = receiptOf(queue.settings.name, message.id);
        message.visibleAt = clock.now() + visibilitySeconds * 1000;
        taken.push(message);
      }
      // Afterwards: whom a timeout of zero wakes may take messages himself.
      for (const message of taken) announce(message);
      return taken;
    },
    remove(receipt) {
      const message = find(receipt);
      if (message) forget(message);
    },
    changeVisibility(receipt, seconds) {
      const message = find(receipt);
      if (!message?.receipt || isVisible(message)) {
        throw new AwsError(
          "MessageNotInflight",
          "The specified message isn't in flight: it was deleted, or its visibility timeout is over.",
        );
      }
      message.visibleAt = clock.now() + seconds * 1000;
      announce(message);
    },
    drain(wanted) {
      dropOld();
      const drained = [...messages].filter((message) => isVisible(message) && wanted(message));
      for (const message of drained) forget(message);
      return drained;
    },
    purge() {
      for (const message of messages) forget(message);
    },
    count() {
      dropOld();
      const all = [...messages];
      const hidden = all.filter((message) => !isVisible(message));
      const inFlight = hidden.filter((message) => message.receipt !== undefined).length;
      return { visible: all.length - hidden.length, inFlight, delayed: hidden.length - inFlight };
    },
  };
  return queue;

  function idIn(receipt: string): string {
    const [name, id, nonce] = Buffer.from(receipt, "base64url").toString().split(" ");
    if (name !== queue.settings.name || !id || !nonce) {
      throw new AwsError(
        "ReceiptHandleIsInvalid",
        `The input receipt handle "${receipt}" is not a valid receipt handle.`,
      );
    }
    return id;
  }
}

const receiptOf = (name: string, id: string) => Buffer.from(`${name} ${id} ${randomUUID()}`).toString("base64url");
