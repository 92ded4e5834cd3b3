import { systemClock } from "@ami-refresh/core/adapters/aws/clock.ts";
import { sqsInbox } from "@ami-refresh/core/adapters/aws/inbox.ts";
import { dynamoSent } from "@ami-refresh/core/adapters/aws/sent.ts";
import type { DeliverPorts } from "@ami-refresh/core/app/deliver.ts";
import type { Inbox } from "@ami-refresh/core/ports.ts";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { required } from "../environment.ts";
import { sqs } from "./sqs.ts";
import { telemetry } from "./telemetry.ts";

/** What every function that delivers is given, whatever its channel. */
export function deliverPorts(dynamo = new DynamoDBClient()): Omit<DeliverPorts, "channel"> & { readonly inbox: Inbox } {
  return {
    ...telemetry(),
    sent: dynamoSent(dynamo, required("TABLE_NAME"), systemClock()),
    inbox: sqsInbox(sqs(), required("QUEUE_URL")),
  };
}
