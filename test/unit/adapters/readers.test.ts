import { dynamoReaders } from "@ami-refresh/core/adapters/aws/readers.ts";
import { settableClock } from "@ami-refresh/core/adapters/memory/clock.ts";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { expect, test } from "vitest";
import { anAwsClient } from "../../support/awsClient.ts";
import { aKept, audit } from "../../support/readers.ts";

/** What is put of a subscription, its record aside. */
async function itemOf(status: "pending" | "active" | "ended") {
  const client = anAwsClient<DynamoDBClient>({ PutItem: () => ({}) });
  await dynamoReaders(client, "Rollouts", settableClock("2026-11-24T10:00:00Z")).save(
    aKept({ status }),
    audit("changed"),
  );
  return client.calls.at(-1)?.input.Item as Readonly<Record<string, unknown>>;
}

test("a subscription that nobody confirms is deleted by DynamoDB after three days, one that is confirmed is not", async () => {
  expect(await itemOf("pending")).toMatchObject({
    expiresAt: { N: String(Date.parse("2026-11-27T10:00:00Z") / 1000) },
  });
  expect(await itemOf("pending")).not.toHaveProperty("isOver");
  expect(await itemOf("active")).not.toHaveProperty("expiresAt");
  expect(await itemOf("ended")).toMatchObject({
    expiresAt: { N: String(Date.parse("2027-11-25T10:00:00Z") / 1000) },
    isOver: { BOOL: true },
  });
});
