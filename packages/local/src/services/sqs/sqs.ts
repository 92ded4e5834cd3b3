import type { RegionContext } from "../../context.ts";
import type { Operations } from "../../endpoint/operations.ts";
import type { QueueWiring } from "../../graph/wiring.ts";
import { admits, type Policing, type ServiceSender } from "./admission.ts";
import { messageOperations } from "./messageOperations.ts";
import { type ReceivedMessage, received } from "./messages.ts";
import type { NewMessage } from "./queue.ts";
import { queueOperations } from "./queueOperations.ts";
import { createQueues } from "./queues.ts";

export interface Sqs {
  readonly operations: Operations<typeof import("@aws-sdk/client-sqs")>;
  /** Puts a message into a queue, whatever the queue's policy says. False: no such queue. */
  send(queueArn: string, message: DeliveredMessage): boolean;
  /** As `send`, by an AWS service: the queue's policy must let it. */
  deliver(queueArn: string, message: DeliveredMessage, sender: ServiceSender): "delivered" | "missing" | "refused";
  /** Calls `listener` when a message of a queue can be received; more than once for one message if it comes back. */
  onAvailable(listener: (queueArn: string) => void): void;
  /** Up to ten messages, invisible for the queue's visibility timeout. Nothing from a queue that is not there. */
  receive(queueArn: string, max: number): readonly ReceivedMessage[];
  remove(queueArn: string, receiptHandle: string): void;
  /** @throws AwsError MessageNotInflight */
  changeVisibility(queueArn: string, receiptHandle: string, seconds: number): void;
  stats(): readonly { name: string; visible: number; inFlight: number; delayed: number }[];
  /** How many messages came to each dead-letter queue so far; queues to which none came are not there. */
  deadLetters(): Readonly<Record<string, number>>;
}

export interface DeliveredMessage extends NewMessage {
  /** Someone's undeliverable message, or a function's failed one: counted among the dead letters. */
  readonly deadLetter?: boolean;
}

/** SQS: the graph's queues, and those that callers create. */
export function sqs(context: RegionContext, wirings: readonly QueueWiring[], policing?: Policing): Sqs {
  const queues = createQueues(context, wirings);

  const send = (queueArn: string, { deadLetter = false, ...message }: DeliveredMessage): boolean => {
    const queue = queues.byArn(queueArn);
    if (!queue) return false;
    queue.add(message);
    if (deadLetter && !queues.isDeadLetterQueue(queueArn)) queues.countDeadLetter(queue.settings.name);
    return true;
  };

  return {
    operations: { ...queueOperations(context, queues), ...messageOperations(context, queues) },
    send,
    deliver(queueArn, message, sender) {
      const queue = queues.byArn(queueArn);
      if (!queue) return "missing";
      if (!admits(queue.settings, sender, context.account, policing)) return "refused";
      send(queueArn, message);
      return "delivered";
    },
    onAvailable: queues.onAvailable,
    receive(queueArn, max) {
      const queue = queues.byArn(queueArn);
      const taken = queue?.take(max, queue.settings.visibilityTimeoutSeconds) ?? [];
      return taken.map((message) => received(message, context.account));
    },
    remove: (queueArn, receiptHandle) => queues.byArn(queueArn)?.remove(receiptHandle),
    changeVisibility: (queueArn, receiptHandle, seconds) =>
      queues.byArn(queueArn)?.changeVisibility(receiptHandle, seconds),
    stats: () => queues.all().map((queue) => ({ name: queue.settings.name, ...queue.count() })),
    deadLetters: queues.deadLetters,
  };
}
