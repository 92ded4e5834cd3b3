import { PublishCommand, type SNSClient } from "@aws-sdk/client-sns";
import { MailboxMessage } from "../../domain/rollout/messages.ts";
import * as z from "../../domain/zod.ts";
import type { Mailboxes } from "../../ports.ts";

/** The topic's subscriptions pick their messages by the attribute `route`. */
export function snsMailboxes(client: Pick<SNSClient, "send">, topicArn: string): Mailboxes {
  return {
    async send(route, message) {
      await client.send(
        new PublishCommand({
          TopicArn: topicArn,
          Message: JSON.stringify(z.encode(MailboxMessage, message)),
          MessageAttributes: { route: { DataType: "String", StringValue: route } },
        }),
      );
    },
  };
}
