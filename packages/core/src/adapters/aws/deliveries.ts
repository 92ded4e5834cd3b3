import { SendMessageBatchCommand, type SendMessageBatchRequestEntry, type SQSClient } from "@aws-sdk/client-sqs";
import type { ChannelKind } from "../../domain/subscription.ts";
import type { Deliveries } from "../../ports.ts";

/**
 * How many entries one SendMessageBatch takes, and how many bytes: 1 MiB today, 256 KiB in Regions and emulators that
 * have not followed, which suffice for ten
 * (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html). What is larger goes alone.
 */
const entriesAtOnce = 10;
const bytesAtOnce = 256 * 1024;
/** A thousand messages are a hundred batches: some at once, and no crowd of connections. */
const batchesAtOnce = 10;
/** How often entries are sent that SQS did not take. */
const attempts = 3;

/** `queues`: the URL of each kind's queue. */
export function sqsDeliveries(
  client: Pick<SQSClient, "send">,
  queues: Readonly<Partial<Record<ChannelKind, string>>>,
): Deliveries {
  return {
    async send(kind, deliveries) {
      const url = queues[kind];
      if (url === undefined) throw new Error(`there is no queue for messages by ${kind}: deploy again`);
      const waiting = batches(deliveries.map((delivery) => JSON.stringify(delivery)));
      const worker = async () => {
        for (let batch = waiting.shift(); batch; batch = waiting.shift()) await sendBatch(client, url, batch);
      };
      const outcomes = await Promise.allSettled(Array.from({ length: batchesAtOnce }, worker));
      for (const outcome of outcomes) if (outcome.status === "rejected") throw outcome.reason;
    },
  };
}

function batches(bodies: readonly string[]): string[][] {
  const made: string[][] = [];
  let bytes = 0;
  for (const body of bodies) {
    const size = Buffer.byteLength(body);
    const batch = made.at(-1);
    if (batch && batch.length < entriesAtOnce && bytes + size <= bytesAtOnce) {
      batch.push(body);
      bytes += size;
    } else {
      made.push([body]);
      bytes = size;
    }
  }
  return made;
}

/** SendMessageBatch answers 200 whether or not it took the entries; those that it did not are sent again, and no others. */
async function sendBatch(client: Pick<SQSClient, "send">, QueueUrl: string, bodies: readonly string[]): Promise<void> {
  let Entries = bodies.map((MessageBody, i): SendMessageBatchRequestEntry => ({ Id: String(i), MessageBody }));
  for (let attempt = 1; ; attempt++) {
    const { Failed = [] } = await client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
    if (Failed.length === 0) return;
    const [{ Code, Message = "" } = { Code: "" }] = Failed;
    if (attempt === attempts || Failed.some(({ SenderFault }) => SenderFault)) {
      throw new Error(`SQS did not take ${Failed.length} messages into ${QueueUrl}: ${Message} (${Code})`);
    }
    const failed = new Set(Failed.map(({ Id }) => Id));
    Entries = Entries.filter(({ Id }) => failed.has(Id));
  }
}
