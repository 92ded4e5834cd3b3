import { createHash } from "node:crypto";
import {
  type AttributeValue,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  type PutItemCommandInput,
  QueryCommand,
  type QueryCommandOutput,
} from "@aws-sdk/client-dynamodb";
import { Temporal } from "../../domain/temporal.ts";
import type { DomainEvent } from "../../events.ts";
import type { Clock, Digest, Digests } from "../../ports.ts";
import { decodeEvent, encodeEvent } from "./domainEvent.ts";
import { codeOf } from "./errors.ts";

/** No event comes back after the longest that a queue keeps it, 14 days; a day's digest may come a day later. */
const rememberedFor = { hours: 16 * 24 };

type Item = Record<string, AttributeValue>;

/**
 * Digests in one table: `pk` DIGEST#subscription#time, and under it an item for each event, and one, `digest`, that says
 * how far it is: `scheduled`, `closing` or `closed`, which names the events that it was closed with. Whoever closes it
 * says so before looking what is in it, and whoever puts something in looks afterwards whether it is closed: one of the
 * two sees the other, so that nothing falls between them. All expire (`expiresAt`, epoch seconds).
 */
export function dynamoDigests(client: Pick<DynamoDBClient, "send">, TableName: string, clock: Clock): Digests {
  const expiry = () => ({
    expiresAt: { N: String(Math.ceil(clock.now().add(rememberedFor).epochMilliseconds / 1000)) },
  });
  const put = async (item: Item, condition: Partial<PutItemCommandInput> = {}): Promise<boolean> => {
    try {
      await client.send(new PutItemCommand({ TableName, Item: { ...item, ...expiry() }, ...condition }));
      return true;
    } catch (error) {
      if (codeOf(error) === "ConditionalCheckFailed") return false;
      throw error;
    }
  };
  const get = async (Key: Item): Promise<Item | undefined> =>
    (await client.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }))).Item;

  const read = async (pk: AttributeValue): Promise<Item[]> => {
    const items: Item[] = [];
    let from: Item | undefined;
    do {
      const page: QueryCommandOutput = await client.send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: "pk = :pk AND begins_with(sk, :event)",
          ExpressionAttributeValues: { ":pk": pk, ":event": { S: eventPrefix } },
          ConsistentRead: true,
          ...(from && { ExclusiveStartKey: from }),
        }),
      );
      items.push(...(page.Items ?? []));
      from = page.LastEvaluatedKey;
    } while (from);
    return items;
  };

  return {
    async collect(digest, event) {
      const id = shortId(event.detail.id);
      // Never a second time: what it was closed with stays as it was.
      await put({ ...keyOf(digest, eventPrefix + id), body: { S: JSON.stringify(encodeEvent(event)) } }, isNew);
      const standing = await get(keyOf(digest, "digest"));
      switch (standing?.state?.S) {
        case undefined:
          return "unscheduled";
        case "scheduled":
          return "collected";
        case "closed":
          return standing.events?.SS?.includes(id) ? "collected" : "closed";
        default:
          throw new Error(`the digest of ${digest.subscription} at ${digest.dueAt} is just being taken`);
      }
    },
    async scheduled(digest) {
      await put({ ...keyOf(digest, "digest"), state: { S: "scheduled" } }, isNew);
    },
    async take(digest) {
      const key = keyOf(digest, "digest");
      const standing = await get(key);
      const closed = standing?.state?.S === "closed" ? new Set(standing.events?.SS) : undefined;
      if (!closed) await put({ ...key, state: { S: "closing" } });
      const items = (await read(key.pk)).filter(({ sk }) => !closed || closed.has(idIn(sk)));
      if (!closed) {
        const events = items.map(({ sk }) => idIn(sk));
        await put({ ...key, state: { S: "closed" }, ...(events.length > 0 && { events: { SS: events } }) });
      }
      return items.map(eventIn).sort((a, b) => Temporal.Instant.compare(a.detail.at, b.detail.at));
    },
    async firstOf(flood, dueAt) {
      const key = floodKey(flood, "first");
      if (await put({ ...key, dueAt: { S: dueAt.toString() } }, isNew)) return dueAt;
      const first = (await get(key))?.dueAt?.S;
      return first === undefined ? dueAt : Temporal.Instant.from(first);
    },
    async isAmongFirst(flood, count, eventId) {
      const places = Array.from({ length: count }, (_, i) => floodKey(flood, `place#${i}`));
      for (const place of places)
        if (await put({ ...place, eventId: { S: eventId } }, isNewOrIts(eventId))) return true;
      return false;
    },
  };
}

const isNew = { ConditionExpression: "attribute_not_exists(pk)" };
/** A place that nobody has, or that the event has already. */
const isNewOrIts = (eventId: string) => ({
  ConditionExpression: "attribute_not_exists(pk) OR eventId = :id",
  ExpressionAttributeValues: { ":id": { S: eventId } },
});
const eventPrefix = "event#";

const keyOf = ({ subscription, dueAt }: Digest, sk: string) => ({
  pk: { S: `DIGEST#${subscription}#${dueAt}` },
  sk: { S: sk },
});
const floodKey = (flood: string, sk: string) => ({ pk: { S: `DIGEST#flood#${flood}` }, sk: { S: sk } });

/** Short, for an item may hold 400 KB, and a large fleet's day has thousands of events. */
const shortId = (id: string): string => createHash("sha256").update(id).digest("base64url").slice(0, 16);
const idIn = (sk: AttributeValue | undefined): string => (sk?.S ?? "").slice(eventPrefix.length);

const eventIn = ({ body }: Item): DomainEvent => decodeEvent(JSON.parse(body?.S ?? ""));
