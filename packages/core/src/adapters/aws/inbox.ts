import { ChangeMessageVisibilityCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { Inbox } from "../../ports.ts";

/** SQS keeps a message hidden for 12 hours at most, since it was received; we let nobody wait longer than this. */
const longest = 15 * 60;

export const sqsInbox = (client: Pick<SQSClient, "send">, QueueUrl: string): Inbox => ({
  async comeBack(ReceiptHandle, seconds) {
    const VisibilityTimeout = Math.min(Math.max(Math.ceil(seconds), 1), longest);
    await client.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout }));
  },
});
