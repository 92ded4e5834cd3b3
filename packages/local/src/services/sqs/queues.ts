import type { RegionContext } from "../../context.ts";
import { AwsError } from "../../endpoint/operations.ts";
import type { QueueWiring } from "../../graph/wiring.ts";
import { createQueue, type Queue, type QueueSettings } from "./queue.ts";
import { queueNameIn } from "./queueUrls.ts";
import { settingsOf } from "./settings.ts";

/** The queues of the Region, by name, and who waits for their messages. */
export interface Queues {
  all(): readonly Queue[];
  byName(name: string): Queue | undefined;
  byArn(arn: string): Queue | undefined;
  /** @throws AwsError InvalidAddress, QueueDoesNotExist */
  byUrl(url: string | undefined): Queue;
  add(settings: QueueSettings): Queue;
  remove(queue: Queue): void;
  onAvailable(listener: (queueArn: string) => void): void;
  /** Resolves when the queue may have a message, or is gone; `cancel` gives up waiting. */
  nextMessage(queue: Queue): { readonly came: Promise<void>; readonly cancel: () => void };
  isDeadLetterQueue(arn: string): boolean;
  countDeadLetter(name: string): void;
  deadLetters(): Readonly<Record<string, number>>;
}

export function createQueues(context: RegionContext, wirings: readonly QueueWiring[]): Queues {
  const queues = new Map<string, Queue>();
  const listeners: ((queueArn: string) => void)[] = [];
  const waiters = new Map<Queue, Set<() => void>>();
  const dead = new Map<string, number>();

  const wake = (queue: Queue) => {
    for (const waiter of [...(waiters.get(queue) ?? [])]) waiter();
  };
  const byArn = (arn: string) => {
    const queue = queues.get(arn.split(":").at(-1) ?? "");
    return queue?.settings.arn === arn ? queue : undefined;
  };
  const isDeadLetterQueue = (arn: string) =>
    [...queues.values()].some(({ settings }) => settings.redrive?.deadLetterArn === arn);
  const countDeadLetter = (name: string) => void dead.set(name, (dead.get(name) ?? 0) + 1);

  const add = (settings: QueueSettings): Queue => {
    const queue = createQueue({
      context,
      settings,
      arrived: () => {
        if (isDeadLetterQueue(queue.settings.arn)) countDeadLetter(queue.settings.name);
      },
      available: () => {
        for (const listener of listeners) listener(queue.settings.arn);
        wake(queue);
      },
      toDeadLetters: (message) => {
        const target = byArn(queue.settings.redrive?.deadLetterArn ?? "");
        target?.takeOver(message, queue.settings.arn);
        if (target) {
          context.log({
            level: "error",
            from: "sqs",
            message: `a message was received ${message.receiveCount} times from ${queue.settings.name}: it is moved to ${target.settings.name}`,
            fields: { messageId: message.id, body: message.body },
          });
        }
        return target !== undefined;
      },
    });
    queues.set(settings.name, queue);
    return queue;
  };
  for (const wiring of wirings) add(settingsOf(wiring));

  return {
    all: () => [...queues.values()],
    byName: (name) => queues.get(name),
    byArn,
    byUrl(url) {
      const queue = queues.get(queueNameIn(url, context.region, context.account));
      if (!queue) throw new AwsError("QueueDoesNotExist", "The specified queue does not exist.");
      return queue;
    },
    add,
    remove(queue) {
      queue.purge();
      queues.delete(queue.settings.name);
      wake(queue);
    },
    onAvailable: (listener) => void listeners.push(listener),
    nextMessage(queue) {
      const { promise: came, resolve } = Promise.withResolvers<void>();
      const waiting = waiters.get(queue) ?? new Set();
      waiters.set(queue, waiting);
      const cancel = () => {
        waiting.delete(cancel);
        resolve();
      };
      waiting.add(cancel);
      return { came, cancel };
    },
    isDeadLetterQueue,
    countDeadLetter,
    deadLetters: () => Object.fromEntries(dead),
  };
}
