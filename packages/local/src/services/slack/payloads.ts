import { isSlackUser } from "@ami-refresh/core/domain/subscription.ts";
import type { SlackMessage } from "../slack.ts";
import { channelId } from "../slackChannels.ts";
import type { SlackPerson } from "./people.ts";

const workspace = { id: "T0LOCAL", domain: "local" };

/** Slack's own names and marks in what people type (https://docs.slack.dev/messaging/formatting-message-text#escaping). */
const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** Without `#`; Slack's own word for a conversation of two. */
const nameOf = (channel: string): string => (isSlackUser(channel) ? "directmessage" : channel.replace(/^#/, ""));

export interface Answering {
  readonly responseUrl: string;
  readonly triggerId: string;
}

/** https://docs.slack.dev/interactivity/implementing-slash-commands */
export function commandForm(user: SlackPerson, channel: string, text: string, { responseUrl, triggerId }: Answering) {
  return new URLSearchParams({
    token: "deprecated",
    team_id: workspace.id,
    team_domain: workspace.domain,
    channel_id: channelId(channel),
    channel_name: nameOf(channel),
    user_id: user.id,
    user_name: user.name,
    command: "/ami",
    text: escaped(text),
    api_app_id: "A0LOCAL",
    is_enterprise_install: "false",
    response_url: responseUrl,
    trigger_id: triggerId,
  });
}

/** The message in which something is pressed. */
export interface Pressed extends Pick<SlackMessage, "channel" | "channelId" | "ts" | "text" | "blocks"> {
  /** Only one person sees it. */
  readonly isEphemeral: boolean;
}

/** https://docs.slack.dev/reference/interaction-payloads/block_actions-payload */
export function pressForm(user: SlackPerson, message: Pressed, button: SlackButton, answering: Answering) {
  const payload = {
    type: "block_actions",
    user: { id: user.id, username: user.name, name: user.name, team_id: workspace.id },
    api_app_id: "A0LOCAL",
    token: "deprecated",
    container: {
      type: "message",
      message_ts: message.ts,
      channel_id: message.channelId,
      is_ephemeral: message.isEphemeral,
    },
    trigger_id: answering.triggerId,
    team: workspace,
    enterprise: null,
    is_enterprise_install: false,
    channel: { id: message.channelId, name: nameOf(message.channel) },
    ...(!message.isEphemeral && {
      message: { type: "message", ts: message.ts, text: message.text, blocks: message.blocks },
    }),
    response_url: answering.responseUrl,
    actions: [{ ...button, type: "button", action_ts: message.ts }],
  };
  return new URLSearchParams({ payload: JSON.stringify(payload) });
}

export interface SlackButton {
  readonly action_id: string;
  readonly block_id: string;
  readonly value: string;
  readonly text: unknown;
}

/** The button of a message; undefined: it has none of that id. */
export function buttonIn({ blocks }: Pick<SlackMessage, "blocks">, actionId: string): SlackButton | undefined {
  for (const [index, block] of blocks.entries()) {
    const { block_id = `b${index}`, elements } = Object(block);
    for (const element of Array.isArray(elements) ? elements : []) {
      const { type, action_id, value = "", text } = Object(element);
      if (type === "button" && action_id === actionId) return { action_id, block_id, value, text };
    }
  }
  return undefined;
}
