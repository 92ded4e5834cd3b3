import { createHash } from "node:crypto";
import type { Policy } from "@ami-refresh/core/domain/policy.ts";
import { addressesIn } from "@ami-refresh/core/domain/subscription/subscriptionsOf.ts";
import { isSlackUser } from "@ami-refresh/core/domain/subscription.ts";
import { z } from "zod";
import type { SlackAnswer } from "./slack.ts";

/** A channel as `conversations.list` tells of it; the app is in every one. */
interface Conversation {
  readonly id: string;
  readonly name: string;
  readonly is_channel: true;
  readonly is_archived: false;
  readonly is_private: false;
  readonly is_member: true;
}

/** Where the configuration has teams told in Slack: names and ids as it writes them, people's too. */
export const channelsOf = ({ teams }: Policy): string[] =>
  Object.values(teams).flatMap((team) => addressesIn(team, "slack"));

/** The channels behind names and ids, each once; conversations with single people are not among them. */
export function conversationsIn(all: readonly string[]): Conversation[] {
  const channels = all.filter((channel) => !isSlackUser(channel));
  const byId = new Map(channels.map((channel) => [channelId(channel), channel]));
  return [...byId].map(([id, channel]) => ({
    id,
    name: id === channel ? channel.toLowerCase() : channel.replace(/^#/, ""),
    is_channel: true,
    is_archived: false,
    is_private: false,
    is_member: true,
  }));
}

const Asked = z.object({ channel: z.string() });

/** https://docs.slack.dev/reference/methods/conversations.info */
export function infoOn(known: readonly Conversation[], body: unknown): SlackAnswer {
  const asked = Asked.safeParse(body);
  const channel = asked.success ? known.find(({ id }) => id === asked.data.channel) : undefined;
  return channel ? { ok: true, channel } : { ok: false, error: "channel_not_found" };
}

/**
 * The id of a channel that is given by name, or of the app's conversation with a person who is given by id
 * (https://docs.slack.dev/reference/methods/chat.postMessage); the id of either stands for itself.
 */
export const channelId = (channel: string): string =>
  /^[CGD][A-Z0-9]{8,}$/.test(channel)
    ? channel
    : `${isSlackUser(channel) ? "D" : "C"}${createHash("sha256").update(channel.replace(/^#/, "")).digest("hex").slice(0, 10).toUpperCase()}`;
