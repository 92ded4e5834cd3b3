import { trackIn } from "@ami-refresh/core/adapters/aws/tracks.ts";
import type { Track } from "@ami-refresh/core/domain/rollout/state.ts";
import { z } from "zod";
import type { RawService } from "../endpoint/endpoint.ts";

/** A saved track on the wire (adapters/aws/tracks.ts). */
const SavedItem = z.object({
  Item: z.object({
    pk: z.object({ S: z.string().startsWith("TRACK#") }),
    sk: z.object({ S: z.string() }),
    body: z.object({ S: z.string() }),
  }),
});

/**
 * What the functions have saved of their rollouts: read off their own calls to DynamoDB, so that looking at the region
 * costs it nothing.
 */
export function watchTracks(dynamodb: RawService): { readonly service: RawService; tracks(): readonly Track[] } {
  const known = new Map<string, Track>();
  return {
    tracks: () => [...known.values()],
    service: async (request, body) => {
      const reply = await dynamodb(request, body);
      const operation = String(request.headers["x-amz-target"]);
      if (reply.status === 200 && operation.endsWith(".PutItem")) keep(known, body);
      return reply;
    },
  };
}

function keep(known: Map<string, Track>, body: Buffer): void {
  const put = SavedItem.safeParse(JSON.parse(body.toString("utf8")));
  if (!put.success) return;
  const { pk, sk, body: saved } = put.data.Item;
  known.set(`${pk.S}/${sk.S}`, trackIn(saved.S));
}
