import { systemClock } from "@ami-refresh/core/adapters/aws/clock.ts";
import { ec2FoundImages } from "@ami-refresh/core/adapters/aws/foundImages.ts";
import { snsMailboxes } from "@ami-refresh/core/adapters/aws/mailboxes.ts";
import { dynamoTracks } from "@ami-refresh/core/adapters/aws/tracks.ts";
import type { ReconcilePorts } from "@ami-refresh/core/app/reconcile.ts";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { EC2Client } from "@aws-sdk/client-ec2";
import { SNSClient } from "@aws-sdk/client-sns";
import { required } from "../environment.ts";
import { telemetry } from "./telemetry.ts";

export function reconcilePorts(): ReconcilePorts {
  const clock = systemClock();
  return {
    ...telemetry(),
    clock,
    tracks: dynamoTracks(new DynamoDBClient(), required("TABLE_NAME")),
    images: ec2FoundImages(new EC2Client(), clock),
    mailboxes: snsMailboxes(new SNSClient(), required("TOPIC_ARN")),
  };
}
