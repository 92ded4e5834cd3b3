import { PublishCommand, type SNSClient } from "@aws-sdk/client-sns";
import type { Topics } from "../../ports.ts";

/** A topic is called in its own Region; `clientIn` makes a client for one. */
export function snsTopics(clientIn: (region: string) => Pick<SNSClient, "send">): Topics {
  const clients = new Map<string, Pick<SNSClient, "send">>();
  function clientFor(arn: string): Pick<SNSClient, "send"> {
    const region = arn.split(":")[3] ?? "";
    const client = clients.get(region) ?? clientIn(region);
    clients.set(region, client);
    return client;
  }
  return {
    async publish({ topicArn, subject, body, attributes }) {
      await clientFor(topicArn).send(
        new PublishCommand({
          TopicArn: topicArn,
          Subject: subject,
          Message: body,
          MessageAttributes: Object.fromEntries(
            Object.entries(attributes).map(([name, value]) => [name, { DataType: "String", StringValue: value }]),
          ),
        }),
      );
    },
  };
}
