import { type DynamoDBClient, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import type { Clock, Sent } from "../../ports.ts";

/** No event comes back after the longest that a queue keeps it, 14 days. */
const rememberedFor = { hours: 14 * 24 };

/** What was sent in one table: `pk` SENT#key, `expiresAt` in epoch seconds, after which DynamoDB deletes the item. */
export function dynamoSent(client: Pick<DynamoDBClient, "send">, table: string, clock: Clock): Sent {
  return {
    async has(key) {
      const { Item } = await client.send(
        new GetItemCommand({ TableName: table, Key: keyOf(key), ConsistentRead: true }),
      );
      return Item !== undefined;
    },
    async mark(key) {
      const expiresAt = Math.ceil(clock.now().add(rememberedFor).epochMilliseconds / 1000);
      const item = { ...keyOf(key), expiresAt: { N: String(expiresAt) } };
      await client.send(new PutItemCommand({ TableName: table, Item: item }));
    },
  };
}

const keyOf = (key: string) => ({ pk: { S: `SENT#${key}` }, sk: { S: "sent" } });
