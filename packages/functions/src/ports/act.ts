import { systemClock } from "@ami-refresh/core/adapters/aws/clock.ts";
import { snsMailboxes } from "@ami-refresh/core/adapters/aws/mailboxes.ts";
import { slackReplies } from "@ami-refresh/core/adapters/aws/replies.ts";
import { dynamoSent } from "@ami-refresh/core/adapters/aws/sent.ts";
import { dynamoTracks } from "@ami-refresh/core/adapters/aws/tracks.ts";
import type { ActPorts } from "@ami-refresh/core/app/act.ts";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SNSClient } from "@aws-sdk/client-sns";
import { required } from "../environment.ts";
import { telemetry } from "./telemetry.ts";

export function actPorts(): ActPorts {
  const [dynamo, table, clock] = [new DynamoDBClient(), required("TABLE_NAME"), systemClock()];
  const told = telemetry();
  return {
    log: told.log,
    clock,
    tracks: dynamoTracks(dynamo, table),
    mailboxes: snsMailboxes(new SNSClient(), required("TOPIC_ARN")),
    sent: dynamoSent(dynamo, table, clock),
    readers: async () =>
      (await import("@ami-refresh/core/adapters/aws/readers.ts")).dynamoReaders(dynamo, table, clock),
    // Seldom needed as well.
    bus: {
      put: async (events) => {
        const { recordedBus } = await import("@ami-refresh/core/app/recordedBus.ts");
        await recordedBus(await import("./domainBus.ts"), told).put(events);
      },
    },
    replies: slackReplies({ base: process.env.SLACK_RESPONSES_URL }),
  };
}
