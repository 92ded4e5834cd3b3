import { createDynamoDb } from "@ami-refresh/local/services/dynamodb.ts";
import { ConditionalCheckFailedException, DynamoDB, ResourceNotFoundException } from "@aws-sdk/client-dynamodb";
import { expect, test } from "vitest";
import { serving } from "./serving.ts";

const table = {
  name: "ami-refresh-data",
  arn: "arn:aws:dynamodb:eu-west-2:123456789012:table/ami-refresh-data",
  keys: { hash: "pk", range: "sk" },
  attributes: [
    { name: "pk", type: "S" },
    { name: "sk", type: "S" },
  ],
  ttlAttribute: "expiresAt",
} as const;
const TableName = table.name;
const item = { pk: { S: "TRACK#checkout" }, sk: { S: "base" }, version: { N: "1" }, blob: { B: new Uint8Array([1]) } };
const Key = { pk: item.pk, sk: item.sk };

async function database() {
  const { handle } = await createDynamoDb({ tables: [table] });
  const served = await serving({ raw: { dynamodb: handle } });
  return { ...served, dynamodb: new DynamoDB(served.client) };
}

test("the tables of the wiring are there, under their names", async () => {
  const { dynamodb } = await database();

  const { Table } = await dynamodb.describeTable({ TableName });

  expect(Table).toMatchObject({
    TableArn: table.arn,
    TableStatus: "ACTIVE",
    KeySchema: [
      { AttributeName: "pk", KeyType: "HASH" },
      { AttributeName: "sk", KeyType: "RANGE" },
    ],
  });
});

test("items are kept, and conditions hold", async () => {
  const { dynamodb, calls } = await database();
  const put = { TableName, Item: item, ConditionExpression: "attribute_not_exists(pk)" };

  await dynamodb.putItem(put);
  await expect(dynamodb.putItem(put)).rejects.toBeInstanceOf(ConditionalCheckFailedException);
  const { Item } = await dynamodb.getItem({ TableName, Key, ConsistentRead: true });
  const { Items } = await dynamodb.query({
    TableName,
    KeyConditionExpression: "pk = :pk",
    ExpressionAttributeValues: { ":pk": item.pk },
  });

  expect(Item).toEqual(item);
  expect(Items).toEqual([item]);
  expect(calls).toMatchObject([
    { service: "dynamodb", operation: "PutItem", accessKeyId: "test" },
    { service: "dynamodb", operation: "PutItem", error: "ConditionalCheckFailedException" },
    { operation: "GetItem" },
    { operation: "Query" },
  ]);
});

test("two databases know nothing of each other", async () => {
  const [one, other] = [await database(), await database()];

  await one.dynamodb.putItem({ TableName, Item: item });

  expect((await other.dynamodb.getItem({ TableName, Key })).Item).toBeUndefined();
});

test("a table's time to live is told, and can be set", async () => {
  const { dynamodb } = await database();
  const status = async () => (await dynamodb.describeTimeToLive({ TableName })).TimeToLiveDescription;

  expect(await status()).toEqual({ TimeToLiveStatus: "ENABLED", AttributeName: "expiresAt" });
  await dynamodb.updateTimeToLive({
    TableName,
    TimeToLiveSpecification: { Enabled: false, AttributeName: "expiresAt" },
  });
  expect(await status()).toEqual({ TimeToLiveStatus: "DISABLED" });
  await expect(dynamodb.describeTimeToLive({ TableName: "another" })).rejects.toBeInstanceOf(ResourceNotFoundException);
});

test("what dynalite does not have is answered with 501", async () => {
  const { dynamodb } = await database();

  await expect(dynamodb.transactWriteItems({ TransactItems: [] })).rejects.toMatchObject({
    name: "NotImplemented",
    message: expect.stringContaining("dynamodb:TransactWriteItems"),
    $metadata: { httpStatusCode: 501 },
  });
});

test("a key of a real account is refused", async () => {
  const { client } = await database();
  const credentials = { accessKeyId: "AKIAZ2J4X6Y8W0QRSTUV", secretAccessKey: "secret" };

  await expect(new DynamoDB({ ...client, credentials }).listTables({})).rejects.toMatchObject({
    name: "UnrecognizedClientException",
  });
});

test("a closed database answers nothing, and a table that cannot be is told at once", async () => {
  const closed = await createDynamoDb({ tables: [] });
  await closed.close();

  await expect(closed.handle({ headers: {} }, Buffer.from("{}"))).rejects.toThrow("closed");
  await expect(createDynamoDb({ tables: [{ ...table, name: "x" }] })).rejects.toThrow(
    "the table x could not be created",
  );
});
