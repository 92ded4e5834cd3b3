import { slackChat } from "@ami-refresh/core/adapters/aws/chat.ts";
import { systemClock } from "@ami-refresh/core/adapters/aws/clock.ts";
import { keptSecret } from "@ami-refresh/core/adapters/aws/secret.ts";
import { dynamoThreads } from "@ami-refresh/core/adapters/aws/threads.ts";
import { dynamoTracks } from "@ami-refresh/core/adapters/aws/tracks.ts";
import { slackChannel } from "@ami-refresh/core/channels/slack.ts";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { required } from "../environment.ts";
import { deliverPorts } from "./deliver.ts";

export function deliverSlackPorts() {
  const tokenParameter = required("SLACK_TOKEN_PARAMETER");
  const dynamo = new DynamoDBClient();
  const ports = deliverPorts(dynamo);
  const chat = slackChat({
    token: keptSecret(async () => (await import("./parameterStore.ts")).secret(tokenParameter)),
    url: process.env.SLACK_API_URL,
    ...(process.env.SLACK_PATIENCE && { patience: Number(process.env.SLACK_PATIENCE) }),
  });
  const table = required("TABLE_NAME");
  const [threads, tracks] = [dynamoThreads(dynamo, table, systemClock()), dynamoTracks(dynamo, table)];
  return { ...ports, channel: slackChannel({ ...ports, chat, threads, tracks }) };
}
