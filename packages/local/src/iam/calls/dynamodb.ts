import { fields } from "../../endpoint/shapes.ts";
import type { Asked } from "./asks.ts";
import type { Facts } from "./facts.ts";

/**
 * DynamoDB answers for itself, so its requests come as they are on the wire. `dynamodb:LeadingKeys` holds the partition
 * keys of all items that a request touches
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html).
 */
export const dynamodbAsks: Readonly<Record<string, (input: unknown, facts: Facts) => readonly Asked[]>> = {
  GetItem: ofItem("GetItem", "Key"),
  PutItem: ofItem("PutItem", "Item"),
  UpdateItem: ofItem("UpdateItem", "Key"),
  DeleteItem: ofItem("DeleteItem", "Key"),
  Query: (input, facts) => [asked("Query", input, [queriedKey(input, facts)], facts)],
  Scan: (input, facts) => [asked("Scan", input, [], facts)],
  DescribeTable: (input, facts) => [asked("DescribeTable", input, [], facts)],
};

function ofItem(operation: string, member: "Key" | "Item") {
  return (input: unknown, facts: Facts): readonly Asked[] => {
    const key = facts.partitionKey(String(fields(input).TableName)) ?? "";
    return [asked(operation, input, [textOf(fields(fields(input)[member])[key])], facts)];
  };
}

/** The value that `pk = :service AND …` compares the partition key with. */
function queriedKey(input: unknown, facts: Facts): string | undefined {
  const { TableName, KeyConditionExpression, ExpressionAttributeNames, ExpressionAttributeValues } = fields(input);
  const key = facts.partitionKey(String(TableName));
  for (const [, name = "", value = ""] of String(KeyConditionExpression).matchAll(/(#?[\w.-]+)\s*=\s*(:\w+)/g)) {
    const attribute = name.startsWith("#") ? fields(ExpressionAttributeNames)[name] : name;
    if (attribute === key) return textOf(fields(ExpressionAttributeValues)[value]);
  }
  return undefined;
}

const asked = (operation: string, input: unknown, leading: readonly (string | undefined)[], facts: Facts): Asked => ({
  action: `dynamodb:${operation}`,
  resource: facts.arn("dynamodb", `table/${String(fields(input).TableName)}`),
  context: { "dynamodb:LeadingKeys": leading.filter((key) => key !== undefined) },
});

/** `{ S: "TRACK#checkout" }` */
function textOf(value: unknown): string | undefined {
  const [text]: unknown[] = Object.values(fields(value));
  return typeof text === "string" ? text : undefined;
}
