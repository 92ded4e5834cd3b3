import { dynamoGroupOwners } from "@ami-refresh/core/adapters/aws/groupOwners.ts";
import { snsMailboxes } from "@ami-refresh/core/adapters/aws/mailboxes.ts";
import type { ObservePorts } from "@ami-refresh/core/app/observe.ts";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SNSClient } from "@aws-sdk/client-sns";
import { required } from "../environment.ts";
import { telemetry } from "./telemetry.ts";

export function observePorts(): ObservePorts {
  return {
    ...telemetry(),
    groupOwners: dynamoGroupOwners(new DynamoDBClient(), required("TABLE_NAME")),
    mailboxes: snsMailboxes(new SNSClient(), required("TOPIC_ARN")),
  };
}
