import { systemClock } from "@ami-refresh/core/adapters/aws/clock.ts";
import { sqsDeliveries } from "@ami-refresh/core/adapters/aws/deliveries.ts";
import { dynamoReaders } from "@ami-refresh/core/adapters/aws/readers.ts";
import type { FanOutPorts } from "@ami-refresh/core/app/fanOut.ts";
import { channelKinds } from "@ami-refresh/core/domain/subscription.ts";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { required } from "../environment.ts";
import { sqs } from "./sqs.ts";
import { telemetry } from "./telemetry.ts";

/** `QUEUE_SLACK` and so on: the stacks set one for each kind of channel that they deploy. */
const queues = Object.fromEntries(
  channelKinds.flatMap((kind) => {
    const url = process.env[`QUEUE_${kind.toUpperCase()}`];
    return url ? [[kind, url]] : [];
  }),
);

export const notifyPorts = (): FanOutPorts => ({
  ...telemetry(),
  deliveries: sqsDeliveries(sqs(), queues),
  readers: dynamoReaders(new DynamoDBClient(), required("TABLE_NAME"), systemClock()),
  later: () => import("./later.ts"),
});
