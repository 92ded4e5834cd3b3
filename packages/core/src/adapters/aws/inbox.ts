import { ChangeMessageVisibilityCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { Inbox } from "../../ports.ts";

export const sqsInbox = (client: Pick<SQSClient, "send">, QueueUrl: string): Inbox => ({
  async comeBack(ReceiptHandle, seconds) {
    const VisibilityTimeout = Math.max(Math.ceil(seconds), 1);
    await client.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout }));
  },
});
