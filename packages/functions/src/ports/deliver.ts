import { systemClock } from "@ami-refresh/core/adapters/aws/clock.ts";
import { dynamoDigests } from "@ami-refresh/core/adapters/aws/digests.ts";
import { dynamoReaders } from "@ami-refresh/core/adapters/aws/readers.ts";
import { keptSecret, type Secret } from "@ami-refresh/core/adapters/aws/secret.ts";
import { dynamoSent } from "@ami-refresh/core/adapters/aws/sent.ts";
import type { Given } from "@ami-refresh/core/channels/given.ts";
import type { Inbox } from "@ami-refresh/core/ports.ts";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { consoleRegion, optional, required } from "../environment.ts";
import { telemetry } from "./telemetry.ts";

/** What every function that delivers is given, whatever its channel. */
export function given(): Given & { readonly inbox: Inbox } {
  const [dynamo, table, clock, told] = [new DynamoDBClient(), required("TABLE_NAME"), systemClock(), telemetry()];
  const region = consoleRegion();
  return {
    ...told,
    ...(region !== undefined && { region }),
    required,
    optional,
    dynamo,
    table,
    secret: kept(async (parameter) => (await import("./parameterStore.ts")).secret(parameter)),
    ownSecret: kept(async (parameter) => (await import("./parameterStore.ts")).own(parameter)),
    clock,
    bus: {
      // Loaded when the first event is put: that somebody could not be told is seldom.
      async put(events) {
        const { recordedBus } = await import("@ami-refresh/core/app/recordedBus.ts");
        await recordedBus(await import("./domainBus.ts"), told).put(events);
      },
    },
    readers: dynamoReaders(dynamo, table, clock),
    sent: dynamoSent(dynamo, table, clock),
    digests: dynamoDigests(dynamo, table, clock),
    inbox: { comeBack: async (receipt, seconds) => (await import("./inbox.ts")).comeBack(receipt, seconds) },
  };
}

/** Each parameter is read once: who asks for it again is given the same secret. */
function kept(read: (parameter: string) => Promise<string>): (parameter: string) => Secret {
  const secrets = new Map<string, Secret>();
  return (parameter) => {
    const secret = secrets.get(parameter) ?? keptSecret(() => read(parameter));
    secrets.set(parameter, secret);
    return secret;
  };
}
