import { dynamoDigests } from "@ami-refresh/core/adapters/aws/digests.ts";
import { settableClock } from "@ami-refresh/core/adapters/memory/clock.ts";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { expect, it } from "vitest";
import { anAwsClient } from "../../support/awsClient.ts";
import { at } from "../../support/policy.ts";

const digest = { subscription: "payments/slack/#a", dueAt: at("2026-11-25T09:00:00Z") };
const clock = settableClock("2026-11-25T09:00:00Z");
const event = {
  type: "image.rejected",
  detail: { id: "1", at: clock.now(), imageId: "ami-1", rule: "owner", reason: "a stranger's" },
} as const;

it("nobody knows of a digest that is just being taken what is in it: that is asked again later", async () => {
  const aws = anAwsClient<DynamoDBClient>({
    PutItem: () => ({}),
    GetItem: () => ({ Item: { state: { S: "closing" } } }),
  });
  await expect(dynamoDigests(aws, "Rollouts", clock).collect(digest, event)).rejects.toThrow(
    "the digest of payments/slack/#a at 2026-11-25T09:00:00Z is just being taken",
  );
});

it("is closed before anybody looks what is in it, and what is put in is put in before anybody looks whether it is closed", async () => {
  const aws = anAwsClient<DynamoDBClient>({ PutItem: () => ({}), GetItem: () => ({}), Query: () => ({ Items: [] }) });
  const digests = dynamoDigests(aws, "Rollouts", clock);
  await digests.take(digest);
  await digests.collect(digest, event);
  const calls = aws.calls.map(({ input }) => {
    const { Item, Key } = input as { Item?: Record<string, { S: string }>; Key?: Record<string, { S: string }> };
    return Item ? `put ${Item.sk?.S.split("#")[0]} ${Item.state?.S ?? ""}`.trim() : Key ? `get ${Key.sk?.S}` : "query";
  });
  expect(calls).toEqual(["get digest", "put digest closing", "query", "put digest closed", "put event", "get digest"]);
});
