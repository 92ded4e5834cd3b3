import { type DynamoDBClient, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { Command } from "../../domain/rollout/messages.ts";
import { Track } from "../../domain/rollout/state.ts";
import * as z from "../../domain/zod.ts";
import type { SavedTrack, Tracks } from "../../ports.ts";
import { decodeEvent, encodeEvent } from "./domainEvent.ts";
import { codeOf } from "./errors.ts";
import { sinceLoaded } from "./sinceLoaded.ts";

/** What an item's `body` holds, as JSON: a track and its outbox in one, so that they are saved together. */
const Body = z.object({
  track: Track,
  pending: z.object({
    commands: z.array(Command),
    events: z.array(z.object({ type: z.string(), detail: z.unknown() })),
  }),
});

/** Tracks in one table: `pk` TRACK#service, `sk` family, `version`, `body`. */
export function dynamoTracks(client: Pick<DynamoDBClient, "send">, table: string): Tracks {
  return {
    async load(service, family) {
      const { Item } = await client.send(
        new GetItemCommand({ TableName: table, Key: keyOf(service, family), ConsistentRead: true }),
      );
      if (!Item) return { track: { service, family, rollouts: [] }, pending: { commands: [], events: [] }, version: 0 };
      try {
        return decoded(Item.body?.S ?? "", Number(Item.version?.N));
      } catch (cause) {
        throw new Error(`the track of ${service} (${family}) in the table ${table} cannot be read`, { cause });
      }
    },
    async save(saved) {
      const { service, family } = saved.track;
      try {
        await client.send(
          new PutItemCommand({
            TableName: table,
            Item: { ...keyOf(service, family), version: { N: String(saved.version + 1) }, body: { S: encoded(saved) } },
            ...sinceLoaded(saved.version),
          }),
        );
        return "saved";
      } catch (error) {
        if (codeOf(error) === "ConditionalCheckFailed") return "conflict";
        throw error;
      }
    },
  };
}

/** The track that an item's `body` holds. Throws where it is none. */
export const trackIn = (body: string): Track => Body.parse(JSON.parse(body)).track;

const keyOf = (service: string, family: string) => ({ pk: { S: `TRACK#${service}` }, sk: { S: family } });

function encoded({ track, pending }: SavedTrack): string {
  const { commands, events } = pending;
  return JSON.stringify(
    z.encode(Body, { track, pending: { commands: [...commands], events: events.map(encodeEvent) } }),
  );
}

function decoded(body: string, version: number): SavedTrack {
  const { track, pending } = Body.parse(JSON.parse(body));
  return { track, pending: { commands: pending.commands, events: pending.events.map(decodeEvent) }, version };
}
