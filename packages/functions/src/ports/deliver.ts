import { eventBridgeBus } from "@ami-refresh/core/adapters/aws/bus.ts";
import { systemClock } from "@ami-refresh/core/adapters/aws/clock.ts";
import { sqsInbox } from "@ami-refresh/core/adapters/aws/inbox.ts";
import { dynamoSent } from "@ami-refresh/core/adapters/aws/sent.ts";
import type { DeliverPorts } from "@ami-refresh/core/app/deliver.ts";
import { recordedBus } from "@ami-refresh/core/app/recordedBus.ts";
import type { Inbox } from "@ami-refresh/core/ports.ts";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { required } from "../environment.ts";
import { sqs } from "./sqs.ts";
import { telemetry } from "./telemetry.ts";

/** What every function that delivers is given, whatever its channel. */
export function deliverPorts(dynamo = new DynamoDBClient()): Omit<DeliverPorts, "channel"> & { readonly inbox: Inbox } {
  const [told, clock] = [telemetry(), systemClock()];
  return {
    ...told,
    clock,
    bus: recordedBus(eventBridgeBus(new EventBridgeClient(), required("BUS_NAME")), told),
    sent: dynamoSent(dynamo, required("TABLE_NAME"), clock),
    inbox: sqsInbox(sqs(), required("QUEUE_URL")),
  };
}
