import { type DynamoDBClient, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { Temporal } from "../../domain/temporal.ts";
import type { Clock, Sent } from "../../ports.ts";
import { codeOf } from "./errors.ts";

/** No event comes back after the longest that a queue keeps it, 14 days. */
const rememberedFor = Temporal.Duration.from({ hours: 14 * 24 });
const none = new Temporal.Duration();

/**
 * What was sent in one table: `pk` SENT#key, `claimedUntil` while it is being sent, and `expiresAt`, after which
 * DynamoDB deletes the item; both in epoch seconds. What is kept to be sent is an item beside it, of `sk` kept.
 */
export function dynamoSent(client: Pick<DynamoDBClient, "send">, table: string, clock: Clock): Sent {
  const secondsIn = (duration: Temporal.Duration) => ({
    N: String(Math.ceil(clock.now().add(duration).epochMilliseconds / 1000)),
  });
  const item = (key: string) => ({ ...keyOf(key), expiresAt: secondsIn(rememberedFor) });

  return {
    async claim(key, lasts) {
      try {
        await client.send(
          new PutItemCommand({
            TableName: table,
            Item: { ...item(key), claimedUntil: secondsIn(lasts) },
            ConditionExpression: "attribute_not_exists(pk) OR claimedUntil < :now",
            ExpressionAttributeValues: { ":now": secondsIn(none) },
          }),
        );
        return "claimed";
      } catch (error) {
        if (codeOf(error) !== "ConditionalCheckFailed") throw error;
      }
      const { Item } = await client.send(
        new GetItemCommand({ TableName: table, Key: keyOf(key), ConsistentRead: true }),
      );
      return Item?.claimedUntil ? "being sent" : "sent";
    },
    async mark(key) {
      await client.send(new PutItemCommand({ TableName: table, Item: item(key) }));
    },
    async release(key) {
      // Over, rather than deleted: that takes no other permission.
      await client.send(new PutItemCommand({ TableName: table, Item: { ...item(key), claimedUntil: { N: "0" } } }));
    },
    async keep(key, what) {
      const Item = { ...item(key), ...keptOf(key), what: { S: what } };
      await client.send(new PutItemCommand({ TableName: table, Item }));
    },
    async kept(key) {
      const { Item } = await client.send(
        new GetItemCommand({ TableName: table, Key: keptOf(key), ConsistentRead: true }),
      );
      return Item?.what?.S;
    },
  };
}

const keyOf = (key: string) => ({ pk: { S: `SENT#${key}` }, sk: { S: "sent" } });
const keptOf = (key: string) => ({ ...keyOf(key), sk: { S: "kept" } });
