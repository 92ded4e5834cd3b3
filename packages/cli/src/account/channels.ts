import type { ChannelFacts, ChatFacts } from "@ami-refresh/core/doctor/facts.ts";
import { z } from "zod";
import type { CallSlack } from "./slack.ts";

const Channel = z.object({
  id: z.string(),
  name: z.string(),
  is_archived: z.boolean().default(false),
  is_member: z.boolean().default(false),
  is_private: z.boolean().default(false),
});
const Page = z.object({
  channels: z.array(Channel),
  response_metadata: z.object({ next_cursor: z.string().default("") }).optional(),
});

type Found = Pick<ChatFacts, "channels" | "unasked">;

/** Channels are asked for by id, and looked for by name: Slack has no question by name. */
export async function findChannels(call: CallSlack, wanted: readonly string[]): Promise<Found> {
  const ids = wanted.filter((channel) => !channel.startsWith("#"));
  const names = wanted.filter((channel) => channel.startsWith("#"));
  const found = [
    ...(await Promise.all(ids.map((id) => askById(call, id)))),
    ...(names.length > 0 ? [await lookByName(call, names)] : []),
  ];
  const unasked = found.find((some) => some.unasked !== undefined)?.unasked;
  return {
    channels: new Map(found.flatMap(({ channels }) => [...channels])),
    ...(unasked !== undefined && { unasked }),
  };
}

/** https://docs.slack.dev/reference/methods/conversations.info */
async function askById(call: CallSlack, id: string): Promise<Found> {
  const { answer } = await call("conversations.info", { channel: id });
  if (answer.ok) return { channels: new Map([[id, factsOf(Channel.parse(answer.channel))]]) };
  if (answer.error === "channel_not_found") return { channels: new Map([[id, { exists: false }]]) };
  return { channels: new Map(), unasked: answer.error ?? "unknown_error" };
}

/** https://docs.slack.dev/reference/methods/conversations.list: up to 20 calls a minute, of 999 channels each. */
const mostPages = 20;

async function lookByName(call: CallSlack, names: readonly string[]): Promise<Found> {
  const everywhere = await list(call, names, "public_channel,private_channel");
  if (everywhere.unasked !== "missing_scope") return absentIfComplete(everywhere, names);
  // Without groups:read the public ones can still be listed, and what is not among them may be private.
  const open = await list(call, names, "public_channel");
  const complete = names.every((name) => open.channels.has(name));
  return complete ? open : { ...open, unasked: open.unasked ?? "missing_scope" };
}

const absentIfComplete = ({ channels, unasked }: Found, names: readonly string[]): Found => {
  if (unasked !== undefined) return { channels, unasked };
  const absent: readonly [string, ChannelFacts][] = names.map((name) => [name, { exists: false }]);
  return { channels: new Map([...absent, ...channels]) };
};

async function list(call: CallSlack, names: readonly string[], types: string): Promise<Found> {
  const channels = new Map<string, ChannelFacts>();
  let cursor = "";
  for (let page = 0; page < mostPages; page++) {
    const { answer } = await call("conversations.list", { types, limit: "999", ...(cursor && { cursor }) });
    if (!answer.ok) return { channels, unasked: answer.error ?? "unknown_error" };
    const { channels: some, response_metadata } = Page.parse(answer);
    for (const channel of some) {
      if (names.includes(`#${channel.name}`)) channels.set(`#${channel.name}`, factsOf(channel));
    }
    cursor = response_metadata?.next_cursor ?? "";
    if (!cursor || channels.size === names.length) return { channels };
  }
  return { channels, unasked: `the workspace has more than ${mostPages * 999} channels` };
}

const factsOf = (channel: z.infer<typeof Channel>): ChannelFacts => ({
  exists: true,
  archived: channel.is_archived,
  member: channel.is_member,
  private: channel.is_private,
});
