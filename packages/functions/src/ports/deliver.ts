import { systemClock } from "@ami-refresh/core/adapters/aws/clock.ts";
import { dynamoDigests } from "@ami-refresh/core/adapters/aws/digests.ts";
import { dynamoReaders } from "@ami-refresh/core/adapters/aws/readers.ts";
import { dynamoSent } from "@ami-refresh/core/adapters/aws/sent.ts";
import { recordedBus } from "@ami-refresh/core/app/recordedBus.ts";
import type { DigestPorts } from "@ami-refresh/core/app/tellDigest.ts";
import type { Inbox } from "@ami-refresh/core/ports.ts";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { consoleRegion, required } from "../environment.ts";
import { telemetry } from "./telemetry.ts";

/** What every function that delivers is given, whatever its channel. */
export function deliverPorts(dynamo = new DynamoDBClient()): Omit<DigestPorts, "channel"> & { readonly inbox: Inbox } {
  const [table, clock, told] = [required("TABLE_NAME"), systemClock(), telemetry()];
  const region = consoleRegion();
  return {
    ...told,
    ...(region !== undefined && { region }),
    clock,
    bus: recordedBus({ put: async (events) => (await import("./domainBus.ts")).put(events) }, told),
    readers: dynamoReaders(dynamo, table),
    sent: dynamoSent(dynamo, table, clock),
    digests: dynamoDigests(dynamo, table, clock),
    inbox: { comeBack: async (receipt, seconds) => (await import("./inbox.ts")).comeBack(receipt, seconds) },
  };
}
