import * as z from "../../domain/zod.ts";
import type { Interaction } from "../act/interaction.ts";

/** https://docs.slack.dev/interactivity/implementing-slash-commands */
const Command = z.object({
  command: z.string(),
  text: z._default(z.string(), ""),
  user_id: z.string(),
  channel_id: z.optional(z.string()),
  channel_name: z._default(z.string(), ""),
  response_url: z.string(),
});

/** https://docs.slack.dev/reference/interaction-payloads/block_actions-payload */
const Click = z.object({
  type: z.literal("block_actions"),
  user: z.object({ id: z.string() }),
  channel: z.optional(z.object({ id: z.string(), name: z._default(z.string(), "") })),
  container: z.optional(z.object({ is_ephemeral: z.optional(z.boolean()) })),
  response_url: z.string(),
  actions: z.array(z.object({ value: z._default(z.string(), "") })).check(z.minLength(1)),
});

/**
 * What a form of Slack's asks for; undefined: nothing that we do, such as Slack's look at our certificate (`ssl_check`).
 */
export function requestIn(body: string, about: Pick<Interaction, "id" | "at">): Interaction | undefined {
  const form = new URLSearchParams(body);
  const command = Command.safeParse(Object.fromEntries(form));
  if (command.success) {
    const { text, user_id: user, response_url: responseUrl, channel_id: id, channel_name: name } = command.data;
    return {
      kind: "command",
      ...about,
      user,
      responseUrl,
      ...placed(id === undefined ? undefined : { id, name }),
      text,
    };
  }
  const click = Click.safeParse(jsonIn(form.get("payload") ?? ""));
  if (!click.success) return undefined;
  const { user, channel, container, response_url: responseUrl, actions } = click.data;
  const value = actions[0]?.value ?? "";
  return {
    kind: "button",
    ...about,
    user: user.id,
    responseUrl,
    ...placed(channel),
    value,
    ephemeral: container?.is_ephemeral === true,
  };
}

const placed = (channel: Interaction["channel"]) => (channel === undefined ? {} : { channel });

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
