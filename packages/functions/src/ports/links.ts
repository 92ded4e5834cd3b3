import { systemClock } from "@ami-refresh/core/adapters/aws/clock.ts";
import { signedLinks, signedPageLinks } from "@ami-refresh/core/adapters/aws/links.ts";
import { dynamoReaders } from "@ami-refresh/core/adapters/aws/readers.ts";
import { keptSecret } from "@ami-refresh/core/adapters/aws/secret.ts";
import { dynamoTracks } from "@ami-refresh/core/adapters/aws/tracks.ts";
import type { LinkPorts } from "@ami-refresh/core/app/links.ts";
import { recordedBus } from "@ami-refresh/core/app/recordedBus.ts";
import type { ShowPorts } from "@ami-refresh/core/app/showRollout.ts";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { consoleRegion, required } from "../environment.ts";
import { telemetry } from "./telemetry.ts";

export function linksPorts(): LinkPorts & ShowPorts {
  const [dynamo, table, clock] = [new DynamoDBClient(), required("TABLE_NAME"), systemClock()];
  const [told, region] = [telemetry(), consoleRegion()];
  const secretIn = (parameter: string) =>
    keptSecret(async () => (await import("./parameterStore.ts")).secret(parameter)).read;
  // It answers links, and makes none.
  const made = { url: "https://localhost/", clock };
  return {
    ...told,
    ...(region !== undefined && { region }),
    clock,
    readers: dynamoReaders(dynamo, table, clock),
    tracks: dynamoTracks(dynamo, table),
    bus: recordedBus({ put: async (events) => (await import("./domainBus.ts")).put(events) }, told),
    links: signedLinks({ ...made, secret: secretIn(required("LINK_SECRET_PARAMETER")) }),
    pages: signedPageLinks({ ...made, secret: secretIn(required("PAGE_SECRET_PARAMETER")) }),
  };
}
