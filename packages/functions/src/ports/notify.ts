import { systemClock } from "@ami-refresh/core/adapters/aws/clock.ts";
import { sqsDeliveries } from "@ami-refresh/core/adapters/aws/deliveries.ts";
import { type DigestTargets, schedulerDigests } from "@ami-refresh/core/adapters/aws/digestSchedules.ts";
import { dynamoDigests } from "@ami-refresh/core/adapters/aws/digests.ts";
import type { FanOutPorts } from "@ami-refresh/core/app/fanOut.ts";
import { channelKinds } from "@ami-refresh/core/domain/subscription.ts";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SchedulerClient } from "@aws-sdk/client-scheduler";
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

export function notifyPorts(): FanOutPorts {
  const clock = systemClock();
  const targets: DigestTargets = JSON.parse(required("DIGEST_TARGETS"));
  return {
    ...telemetry(),
    deliveries: sqsDeliveries(sqs(), queues),
    digests: dynamoDigests(new DynamoDBClient(), required("TABLE_NAME"), clock),
    digestSchedules: schedulerDigests(new SchedulerClient(), targets, clock),
  };
}
