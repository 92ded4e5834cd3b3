import { SendMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { Interactions } from "../../ports.ts";

export function sqsInteractions(client: Pick<SQSClient, "send">, queueUrl: string): Interactions {
  return {
    async send(interaction) {
      await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: JSON.stringify(interaction) }));
    },
  };
}
