import { type DynamoDBClient, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import * as z from "../../domain/zod.ts";
import type { GroupOwners } from "../../ports.ts";

const Owner = z.object({ service: z.string(), environment: z.string(), family: z.string() });

/** Owners of groups in one table: `pk` GROUP#name. */
export function dynamoGroupOwners(client: Pick<DynamoDBClient, "send">, table: string): GroupOwners {
  return {
    async claim(group, { service, environment, family }) {
      const owner = { service: { S: service }, environment: { S: environment }, family: { S: family } };
      await client.send(new PutItemCommand({ TableName: table, Item: { ...keyOf(group), ...owner } }));
    },
    async ownerOf(group) {
      const { Item } = await client.send(
        new GetItemCommand({ TableName: table, Key: keyOf(group), ConsistentRead: true }),
      );
      if (!Item) return undefined;
      const { service, environment, family } = Item;
      return Owner.parse({ service: service?.S, environment: environment?.S, family: family?.S });
    },
  };
}

const keyOf = (group: string) => ({ pk: { S: `GROUP#${group}` }, sk: { S: "owner" } });
