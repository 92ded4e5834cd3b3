import { SendMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import { Confirmation } from "../../domain/subscription/confirmation.ts";
import * as z from "../../domain/zod.ts";
import type { Confirmations } from "../../ports.ts";

/** Puts the question into the queue of mails. */
export const sqsConfirmations = (client: Pick<SQSClient, "send">, QueueUrl: string): Confirmations => ({
  async ask(subscription) {
    const MessageBody = JSON.stringify(z.encode(Confirmation, { kind: "confirm", subscription }));
    await client.send(new SendMessageCommand({ QueueUrl, MessageBody }));
  },
});
