import { setTimeout as pause } from "node:timers/promises";
import { type DynamoDBClient, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import * as z from "../../domain/zod.ts";
import { Progress } from "../../notify/progress.ts";
import type { Clock, Thread, Threads } from "../../ports.ts";
import { codeOf } from "./errors.ts";
import { sinceLoaded } from "./sinceLoaded.ts";

/** No rollout is under way for longer: AWS forgets refreshes after six weeks. */
const rememberedFor = { hours: 90 * 24 };

/** Milliseconds: about as long as Slack takes for a message. */
const momentLength = 250;

const Place = z.object({ channelId: z.string(), ts: z.string() });

/** What an item's `body` holds, as JSON. */
const Body = z.object({
  root: z.optional(Place),
  progress: z.optional(Progress),
  questions: z.optional(z.record(z.string(), Place)),
});

/** Threads in one table: `pk` SLACK#rollout/channel, `version`, `body`, and `expiresAt` in epoch seconds. */
export function dynamoThreads(client: Pick<DynamoDBClient, "send">, table: string, clock: Clock): Threads {
  return {
    async load(rollout, channel) {
      const { Item } = await client.send(
        new GetItemCommand({ TableName: table, Key: keyOf(rollout, channel), ConsistentRead: true }),
      );
      if (!Item) return { version: 0 };
      try {
        const { root, progress, questions } = Body.parse(JSON.parse(Item.body?.S ?? ""));
        const version = Number(Item.version?.N);
        return { ...(root && { root }), ...(progress && { progress }), ...(questions && { questions }), version };
      } catch (cause) {
        throw new Error(`the thread of ${rollout} in ${channel} in the table ${table} cannot be read`, { cause });
      }
    },
    async save(rollout, channel, thread) {
      try {
        await client.send(
          new PutItemCommand({
            TableName: table,
            Item: {
              ...keyOf(rollout, channel),
              version: { N: String(thread.version + 1) },
              body: { S: encoded(thread) },
              expiresAt: { N: String(Math.ceil(clock.now().add(rememberedFor).epochMilliseconds / 1000)) },
            },
            ...sinceLoaded(thread.version),
          }),
        );
        return "saved";
      } catch (error) {
        if (codeOf(error) === "ConditionalCheckFailed") return "conflict";
        throw error;
      }
    },
    moment: () => pause(momentLength),
  };
}

const keyOf = (rollout: string, channel: string) => ({ pk: { S: `SLACK#${rollout}/${channel}` }, sk: { S: "thread" } });

const encoded = ({ root, progress, questions }: Thread) =>
  JSON.stringify(z.encode(Body, { root, progress, ...(questions && { questions: { ...questions } }) }));
