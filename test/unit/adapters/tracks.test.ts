import { dynamoTracks } from "@ami-refresh/core/adapters/aws/tracks.ts";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { describe, expect, it } from "vitest";
import { anAwsClient, failing } from "../../support/awsClient.ts";

const client = anAwsClient<DynamoDBClient>;
const empty = {
  track: { service: "checkout", family: "base", rollouts: [] },
  pending: { commands: [], events: [] },
};

describe("a track in DynamoDB", () => {
  it("is saved for the first time only where nothing is, and then only over the version that was loaded", async () => {
    const aws = client({ PutItem: () => ({}) });
    expect(await dynamoTracks(aws, "Rollouts").save({ ...empty, version: 0 })).toBe("saved");
    expect(await dynamoTracks(aws, "Rollouts").save({ ...empty, version: 7 })).toBe("saved");
    const [first, later] = aws.calls.map(({ input }) => input);
    expect(first).toMatchObject({
      TableName: "Rollouts",
      Item: { pk: { S: "TRACK#checkout" }, sk: { S: "base" }, version: { N: "1" } },
      ConditionExpression: "attribute_not_exists(pk)",
    });
    expect(later).toMatchObject({
      Item: { version: { N: "8" } },
      ConditionExpression: "#version = :version",
      ExpressionAttributeValues: { ":version": { N: "7" } },
    });
  });

  it("answers a lost race, and throws an outage", async () => {
    const saving = (code: string) =>
      dynamoTracks(client({ PutItem: failing(code) }), "Rollouts").save({ ...empty, version: 1 });
    expect(await saving("ConditionalCheckFailedException")).toBe("conflict");
    await expect(saving("ProvisionedThroughputExceededException")).rejects.toThrow("Provisioned");
  });

  it("is loaded consistently", async () => {
    const aws = client({ GetItem: () => ({}) });
    expect(await dynamoTracks(aws, "Rollouts").load("checkout", "base")).toEqual({ ...empty, version: 0 });
    expect(aws.calls[0]?.input).toMatchObject({ ConsistentRead: true });
  });

  it.each([
    "not JSON",
    JSON.stringify({ track: { service: "checkout" }, pending: { commands: [], events: [] } }),
    JSON.stringify({ ...empty, pending: { commands: [], events: [{ type: "step.vanished", detail: {} }] } }),
    JSON.stringify({ ...empty, pending: { commands: [{ kind: "delete-everything" }], events: [] } }),
  ])("that cannot be understood is named: %s", async (body) => {
    const aws = client({ GetItem: () => ({ Item: { version: { N: "3" }, body: { S: body } } }) });
    await expect(dynamoTracks(aws, "Rollouts").load("checkout", "base")).rejects.toThrow(
      "the track of checkout (base) in the table Rollouts cannot be read",
    );
  });
});
