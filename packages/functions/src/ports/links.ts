import { systemClock } from "@ami-refresh/core/adapters/aws/clock.ts";
import { signedLinks } from "@ami-refresh/core/adapters/aws/links.ts";
import { dynamoReaders } from "@ami-refresh/core/adapters/aws/readers.ts";
import { keptSecret } from "@ami-refresh/core/adapters/aws/secret.ts";
import type { LinkPorts } from "@ami-refresh/core/app/links.ts";
import { recordedBus } from "@ami-refresh/core/app/recordedBus.ts";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { required } from "../environment.ts";
import { telemetry } from "./telemetry.ts";

export function linksPorts(): LinkPorts {
  const [clock, told] = [systemClock(), telemetry()];
  const parameter = required("LINK_SECRET_PARAMETER");
  return {
    ...told,
    clock,
    readers: dynamoReaders(new DynamoDBClient(), required("TABLE_NAME")),
    bus: recordedBus({ put: async (events) => (await import("./domainBus.ts")).put(events) }, told),
    links: signedLinks({
      // It answers links, and makes none.
      url: "https://localhost/",
      secret: keptSecret(async () => (await import("./parameterStore.ts")).secret(parameter)).read,
      clock,
    }),
  };
}
