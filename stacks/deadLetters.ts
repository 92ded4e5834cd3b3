import { watchDeadLetters } from "./watch.ts";

/** A dead-letter queue: keeps its messages as long as SQS keeps any, 14 days. */
export function deadLetterQueue(name: string) {
  const queue = new sst.aws.Queue(name, { transform: { queue: { messageRetentionSeconds: 14 * 24 * 60 * 60 } } });
  watchDeadLetters(name, queue);
  return queue;
}
