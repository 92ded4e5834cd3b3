import { systemClock } from "@ami-refresh/core/adapters/aws/clock.ts";
import { dynamoReaders } from "@ami-refresh/core/adapters/aws/readers.ts";
import { recordedBus } from "@ami-refresh/core/app/recordedBus.ts";
import type { SuspendPorts } from "@ami-refresh/core/app/suspend.ts";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { required } from "../environment.ts";
import { telemetry } from "./telemetry.ts";

export function mailFeedbackPorts(): SuspendPorts {
  const told = telemetry();
  return {
    ...told,
    readers: dynamoReaders(new DynamoDBClient(), required("TABLE_NAME"), systemClock()),
    bus: recordedBus({ put: async (events) => (await import("./domainBus.ts")).put(events) }, told),
  };
}
