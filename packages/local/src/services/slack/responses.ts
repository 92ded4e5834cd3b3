import { randomUUID } from "node:crypto";
import { z } from "zod";
import { faultOfBlocks } from "../slackBlocks.ts";
import type { SlackPerson } from "./people.ts";

/** What only one person sees. */
export interface EphemeralMessage {
  readonly channel: string;
  readonly to: SlackPerson;
  readonly ts: string;
  readonly text: string;
  readonly blocks: readonly unknown[];
  /** ISO 8601, simulated time. */
  readonly at: string;
}

const Response = z.object({
  response_type: z.literal("ephemeral"),
  replace_original: z.boolean().default(false),
  text: z.string().min(1),
  blocks: z.array(z.unknown()).default([]),
});

/** https://docs.slack.dev/interactivity/handling-user-interaction#message_responses */
const most = 5;
const lasts = 30 * 60 * 1000;

/** The addresses at which an app answers what people did, below `base`. `now` is in epoch milliseconds. */
export function slackResponses(base: string, now: () => number) {
  const open = new Map<
    string,
    {
      readonly channel: string;
      readonly to: SlackPerson;
      readonly until: number;
      readonly of: string | undefined;
      left: number;
    }
  >();
  const messages: EphemeralMessage[] = [];
  return {
    messages: (): readonly EphemeralMessage[] => messages,
    /** A new address, for an answer in the channel to one person; `of`: in which ephemeral message something was pressed. */
    open(channel: string, to: SlackPerson, of?: string): string {
      const url = `${base}${randomUUID()}`;
      open.set(url, { channel, to, until: now() + lasts, of, left: most });
      return url;
    },
    /** Takes an answer; what Slack would answer to it, as a status and a word. */
    take(url: string, body: unknown): readonly [status: number, word: string] {
      const place = open.get(url);
      if (!place || place.until < now()) return [404, "expired_url"];
      if (place.left === 0) return [404, "used_url"];
      const response = Response.safeParse(body);
      if (!response.success) return [400, "invalid_payload"];
      const { text, blocks, replace_original: replaces } = response.data;
      if (faultOfBlocks(blocks) !== undefined) return [400, "invalid_blocks"];
      const index = replaces ? messages.findIndex(({ ts }) => ts === place.of) : messages.length;
      // What everybody sees is not to be replaced by what is for one.
      if (index === -1) return [400, "invalid_payload"];
      place.left -= 1;
      const at = new Date(now()).toISOString();
      messages[index] = { channel: place.channel, to: place.to, ts: `e${index + 1}`, text, blocks, at };
      return [200, "ok"];
    },
  };
}
