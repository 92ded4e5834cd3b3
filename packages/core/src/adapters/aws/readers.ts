import { createHash } from "node:crypto";
import {
  type AttributeValue,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  type QueryCommandOutput,
} from "@aws-sdk/client-dynamodb";
import { isNoChoice } from "../../domain/subscription/choice.ts";
import {
  Choice,
  confirmableUntil,
  hasLapsed,
  Kept,
  type Readers,
  Silenced,
  silencedAs,
} from "../../domain/subscription/kept.ts";
import type { Temporal } from "../../domain/temporal.ts";
import * as z from "../../domain/zod.ts";
import type { Audit, Clock, ReaderStore } from "../../ports.ts";
import { codeOf } from "./errors.ts";

const partition = "READERS";
/** A year; what has ended is of no use to anybody any sooner than what is on record of it. */
const remembered = { hours: 366 * 24 };

type Item = Record<string, AttributeValue>;

/**
 * Who is told, in one partition of the table: `sk` SUB#id a subscription, ADDRESS#channel/to an address that is told
 * nothing (`why`), or was told again at `heardAt`, in epoch milliseconds,
 * CHOICE#channel/to what was chosen for an address of the configuration. What was changed is on record in another, READERS-LOG,
 * put there first: no change is without a record.
 */
export function dynamoReaders(client: Pick<DynamoDBClient, "send">, TableName: string, clock: Clock): ReaderStore {
  const put = (Item: Item) => client.send(new PutItemCommand({ TableName, Item }));

  async function record(sk: string, item: Item, { at, by, what }: Audit): Promise<void> {
    const body = { S: JSON.stringify({ at: at.toString(), by, what, of: sk, ...bodyIn(item) }) };
    const id = createHash("sha256").update(body.S).digest("base64url").slice(0, 12);
    await put({ pk: { S: `${partition}-LOG` }, sk: { S: `${at}#${id}` }, body, expiresAt: yearAfter(at) });
  }

  async function change(sk: string, item: Item, audit: Audit, isOver: boolean): Promise<void> {
    await record(sk, item, audit);
    const over = { expiresAt: yearAfter(audit.at), isOver: { BOOL: true } };
    await put({ pk: { S: partition }, sk: { S: sk }, ...item, ...(isOver && over) });
  }

  /** Puts it, if the condition holds of what stands there. */
  async function putIf(sk: string, wanted: Item, condition: string, values: Item): Promise<boolean> {
    try {
      await client.send(
        new PutItemCommand({
          TableName,
          Item: { pk: { S: partition }, sk: { S: sk }, ...wanted },
          ConditionExpression: condition,
          ExpressionAttributeValues: values,
        }),
      );
      return true;
    } catch (error) {
      if (codeOf(error) !== "ConditionalCheckFailed") throw error;
      return false;
    }
  }

  async function items(): Promise<Item[]> {
    const found: Item[] = [];
    let from: Item | undefined;
    do {
      const page: QueryCommandOutput = await client.send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: "pk = :pk",
          ExpressionAttributeValues: { ":pk": { S: partition } },
          ConsistentRead: true,
          ...(from && { ExclusiveStartKey: from }),
        }),
      );
      found.push(...(page.Items ?? []));
      from = page.LastEvaluatedKey;
    } while (from);
    return found;
  }

  async function item(sk: string): Promise<Item[]> {
    const Key = { pk: { S: partition }, sk: { S: sk } };
    const { Item } = await client.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }));
    return Item ? [Item] : [];
  }

  return {
    read: async () => readersIn(await items(), clock.now()),
    async readOf({ id, address, team }) {
      const said = team === undefined ? `SUB#${id}` : choiceOf(address);
      const found = await Promise.all([item(said), item(placeOf(address))]);
      return readersIn(found.flat(), clock.now());
    },
    save: (subscription, audit) =>
      change(
        `SUB#${subscription.id}`,
        {
          body: { S: JSON.stringify(z.encode(Kept, subscription)) },
          ...(subscription.status === "pending" && { expiresAt: secondsOf(confirmableUntil(subscription)) }),
        },
        audit,
        subscription.status === "ended",
      ),
    async silence(silenced, audit) {
      const [sk, item] = [placeOf(silenced.address), itemOf(silenced)];
      const isFirst = await putIf(sk, item, "NOT why = :why", { ":why": item.why });
      const held = isFirst ? silenced : silencedAs(readersIn(await items(), clock.now()), silenced.address);
      // Heard again in this moment.
      if (!held) return silenced;
      // Put there just now, or by an attempt that did not come as far as the record.
      await record(sk, itemOf(held), { ...audit, at: held.at, by: held.by ?? audit.by });
      return held;
    },
    async suspend(silenced, sentAt, audit) {
      const [sk, wanted] = [placeOf(silenced.address), itemOf(silenced)];
      const isFirst = await putIf(sk, wanted, "attribute_not_exists(sk) OR (isOver = :over AND NOT heardAt > :since)", {
        ":over": { BOOL: true },
        ":since": { N: String(sentAt.epochMilliseconds) },
      });
      const held = isFirst ? wanted : (await item(sk))[0];
      if (held?.body?.S === undefined) return undefined;
      // As in silence.
      if (held.body.S === wanted.body.S) await record(sk, held, audit);
      return Silenced.parse(JSON.parse(held.body.S));
    },
    choose: (choice, audit) =>
      change(
        choiceOf(choice.address),
        { body: { S: JSON.stringify(z.encode(Choice, choice)) } },
        audit,
        isNoChoice(choice),
      ),
    hear: (address, audit) =>
      change(placeOf(address), { heardAt: { N: String(audit.at.epochMilliseconds) } }, audit, true),
  };
}

function readersIn(all: readonly Item[], now: Temporal.Instant): Readers {
  const of = (prefix: string) =>
    all
      .filter(({ sk, isOver }) => sk?.S?.startsWith(prefix) && isOver?.BOOL !== true)
      .map(({ body }) => JSON.parse(body?.S ?? "") as unknown);
  return {
    // DynamoDB deletes what has expired within a few days
    // (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html).
    subscriptions: of("SUB#")
      .map((body) => Kept.parse(body))
      .filter((one) => !hasLapsed(one, now)),
    silenced: of("ADDRESS#").map((body) => Silenced.parse(body)),
    choices: of("CHOICE#").map((body) => Choice.parse(body)),
  };
}

const secondsOf = (at: Temporal.Instant) => ({ N: String(Math.ceil(at.epochMilliseconds / 1000)) });
const yearAfter = (at: Temporal.Instant) => secondsOf(at.add(remembered));

const placeOf = ({ channel, to }: Silenced["address"]) => `ADDRESS#${channel}/${to}`;

const choiceOf = ({ channel, to }: Choice["address"]) => `CHOICE#${channel}/${to}`;

const itemOf = (silenced: Silenced) => ({
  body: { S: JSON.stringify(z.encode(Silenced, silenced)) },
  why: { S: silenced.why },
});

const bodyIn = ({ body }: Item): object => (body?.S === undefined ? {} : { said: JSON.parse(body.S) as unknown });
