import { z } from "zod";
import { faultOfBlocks } from "./slackBlocks.ts";
import { channelId, conversationsIn, infoOn } from "./slackChannels.ts";

/** A message as it stands in its channel. */
export interface SlackMessage {
  /** As the poster named it: `#payments`. */
  readonly channel: string;
  /** Slack's id of the channel, which changes of a message must name. */
  readonly channelId: string;
  /** Slack's id of the message in its channel: seconds and a running number. */
  readonly ts: string;
  readonly text: string;
  readonly blocks: readonly unknown[];
  readonly metadata?: { readonly event_type: string; readonly event_payload: Readonly<Record<string, unknown>> };
  /** ISO 8601, simulated time. */
  readonly at: string;
  /** When it was last changed by `chat.update`. */
  readonly editedAt?: string;
  /** The message in whose thread it stands, and whether it is shown in the channel too. */
  readonly thread?: { readonly ts: string; readonly broadcast: boolean };
}

export interface Slack {
  /** Answers a Web API call as Slack does: always with `ok`, and with `error` if that is false. */
  call(method: string, token: string | undefined, body: unknown): SlackAnswer;
  /** In the order in which they were posted. */
  messages(): readonly SlackMessage[];
  /** Somebody writes in a channel, by its name: it is there, and what is posted to its id is shown in it. */
  enter(channel: string): void;
}
export type SlackAnswer = { readonly ok: true; readonly [key: string]: unknown } | SlackFault;
export interface SlackFault {
  readonly ok: false;
  readonly error: string;
  readonly response_metadata?: { readonly messages: readonly string[] };
}

export interface SlackOptions {
  /** The one bot token that is valid. */
  readonly token: string;
  readonly now: () => number;
  /** The channels that are there from the start, by name (`#payments`) or id; any other is made by its first message. */
  readonly channels?: readonly string[];
  readonly onMessage?: (message: SlackMessage) => void;
}

const Metadata = z.object({ event_type: z.string().min(1), event_payload: z.record(z.string(), z.unknown()) });
const Content = z.object({
  channel: z.string().default(""),
  text: z.string().default(""),
  blocks: z.array(z.unknown()).default([]),
  metadata: z.unknown().optional(),
});
const Post = Content.extend({ thread_ts: z.string().optional(), reply_broadcast: z.boolean().default(false) });
const Update = Content.extend({ ts: z.string().default("") });

/** Slack's Web API, as far as a bot that posts needs it (https://docs.slack.dev/reference/methods). */
export function createSlack({ token: valid, now, channels = [], onMessage }: SlackOptions): Slack {
  const messages: SlackMessage[] = [];
  /** By id, as whoever spoke of it first has called it. */
  const named = new Map<string, string>();
  const enter = (channel: string) => {
    const id = channelId(channel);
    if (!named.has(id)) named.set(id, channel);
    return named.get(id) ?? channel;
  };
  for (const channel of channels) enter(channel);
  const known = () => conversationsIn([...named.values()]);
  let count = 0;

  function contentOf(body: z.infer<typeof Content>): Pick<SlackMessage, "text" | "blocks" | "metadata"> | SlackFault {
    if (body.text === "" && body.blocks.length === 0) return fault("no_text");
    // https://docs.slack.dev/reference/methods/chat.postMessage#truncating
    if (body.text.length > 40_000) return fault("msg_too_long");
    const wrong = faultOfBlocks(body.blocks);
    if (wrong) return fault("invalid_blocks", wrong);
    if (body.metadata === undefined) return { text: body.text, blocks: body.blocks };
    const metadata = Metadata.safeParse(body.metadata);
    if (!metadata.success) return fault("invalid_metadata_format");
    return { text: body.text, blocks: body.blocks, metadata: metadata.data };
  }

  const answer = (message: SlackMessage) => ({
    ok: true as const,
    channel: message.channelId,
    ts: message.ts,
    message: {
      type: "message",
      text: message.text,
      blocks: message.blocks,
      metadata: message.metadata,
      ts: message.ts,
      ...(message.thread && { thread_ts: message.thread.ts }),
    },
  });

  function post(body: unknown): SlackAnswer {
    const given = Post.safeParse(body);
    if (!given.success) return fault("invalid_arguments", z.prettifyError(given.error));
    if (given.data.channel === "") return fault("channel_not_found");
    const content = contentOf(given.data);
    if ("ok" in content) return content;
    const at = now();
    const id = channelId(given.data.channel);
    const thread = threadOf(id, given.data);
    const message: SlackMessage = {
      channel: enter(given.data.channel),
      channelId: id,
      ts: `${Math.floor(at / 1000)}.${String(++count).padStart(6, "0")}`,
      ...content,
      at: new Date(at).toISOString(),
      ...(thread && { thread }),
    };
    messages.push(message);
    onMessage?.(message);
    return answer(message);
  }

  /** A reply to what is not there, or no longer, stands in the channel as any other message; Slack refuses nothing. */
  function threadOf(id: string, { thread_ts, reply_broadcast }: z.infer<typeof Post>): SlackMessage["thread"] {
    const root = messages.find((one) => one.channelId === id && one.ts === thread_ts);
    // A reply to a reply belongs to the same thread.
    return root && { ts: root.thread?.ts ?? root.ts, broadcast: reply_broadcast };
  }

  function update(body: unknown): SlackAnswer {
    const given = Update.safeParse(body);
    if (!given.success) return fault("invalid_arguments", z.prettifyError(given.error));
    const { channel, ts } = given.data;
    if (channel !== channelId(channel)) return fault("channel_not_found");
    const index = messages.findIndex((message) => message.channelId === channel && message.ts === ts);
    const before = messages[index];
    if (!before) return fault("message_not_found");
    const content = contentOf(given.data);
    if ("ok" in content) return content;
    const message = { ...before, ...content, editedAt: new Date(now()).toISOString() };
    messages[index] = message;
    onMessage?.(message);
    return answer(message);
  }

  const methods: Readonly<Record<string, (body: unknown) => SlackAnswer>> = {
    "auth.test": () => ({
      ok: true,
      team: "local",
      team_id: "T0LOCAL",
      user: "ami-refresh",
      user_id: "U0LOCAL",
      bot_id: "B0LOCAL",
    }),
    "chat.postMessage": post,
    "chat.update": update,
    "conversations.list": () => ({ ok: true, channels: known(), response_metadata: { next_cursor: "" } }),
    "conversations.info": (body) => infoOn(known(), body),
  };

  return {
    call(method, token, body) {
      const run = Object.hasOwn(methods, method) ? methods[method] : undefined;
      if (!run) return fault("unknown_method");
      if (token === undefined) return fault("not_authed");
      if (token !== valid) return fault("invalid_auth");
      return run(body);
    },
    messages: () => messages,
    enter,
  };
}

const fault = (error: string, message?: string): SlackFault => ({
  ok: false,
  error,
  ...(message !== undefined && { response_metadata: { messages: [`[ERROR] ${message}`] } }),
});
