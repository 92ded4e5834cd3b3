import { keptSecret } from "@ami-refresh/core/adapters/aws/secret.ts";
import { memoryPorts } from "@ami-refresh/core/adapters/memory/ports.ts";
import type { Given } from "@ami-refresh/core/channels/given.ts";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";

/** What a kind of channel is opened with; `read` says what stands in a parameter. */
export const aGiven = (read: (parameter: string) => string = (parameter) => parameter): Given => ({
  ...memoryPorts("2026-12-01T10:00:00Z"),
  dynamo: new DynamoDBClient({ region: "eu-west-2" }),
  table: "Rollouts",
  required: (name) => `/${name}/`,
  optional: () => undefined,
  secret: (parameter) => keptSecret(async () => read(parameter)),
  ownSecret: (parameter) => keptSecret(async () => read(parameter)),
});
