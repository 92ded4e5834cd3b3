import { eventBridgeBus } from "@ami-refresh/core/adapters/aws/bus.ts";
import { systemClock } from "@ami-refresh/core/adapters/aws/clock.ts";
import { dynamoDigests } from "@ami-refresh/core/adapters/aws/digests.ts";
import { sqsInbox } from "@ami-refresh/core/adapters/aws/inbox.ts";
import { dynamoSent } from "@ami-refresh/core/adapters/aws/sent.ts";
import { recordedBus } from "@ami-refresh/core/app/recordedBus.ts";
import type { DigestPorts } from "@ami-refresh/core/app/tellDigest.ts";
import type { Inbox } from "@ami-refresh/core/ports.ts";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { required } from "../environment.ts";
import { sqs } from "./sqs.ts";
import { telemetry } from "./telemetry.ts";

/** What every function that delivers is given, whatever its channel. */
export function deliverPorts(dynamo = new DynamoDBClient()): Omit<DigestPorts, "channel"> & { readonly inbox: Inbox } {
  const [table, clock, told] = [required("TABLE_NAME"), systemClock(), telemetry()];
  return {
    ...told,
    clock,
    bus: recordedBus(eventBridgeBus(new EventBridgeClient(), required("BUS_NAME")), told),
    sent: dynamoSent(dynamo, table, clock),
    digests: dynamoDigests(dynamo, table, clock),
    inbox: sqsInbox(sqs(), required("QUEUE_URL")),
  };
}
