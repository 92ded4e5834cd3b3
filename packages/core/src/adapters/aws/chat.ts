import * as z from "../../domain/zod.ts";
import type { Chat, ChatMessage } from "../../ports.ts";
import type { Secret } from "./secret.ts";

export interface SlackOptions {
  /** The bot token, `xoxb-…`. */
  readonly token: Secret;
  /** Where the Web API's methods are; without a slash at the end. */
  readonly url?: string | undefined;
  readonly fetch?: typeof globalThis.fetch;
  /** How long an answer is waited for, in milliseconds. */
  readonly patience?: number;
}

const Answer = z.object({
  ok: z.boolean(),
  error: z.optional(z.string()),
  channel: z.optional(z.string()),
  ts: z.optional(z.string()),
});
type Answer = z.infer<typeof Answer>;
const Place = z.object({ channelId: z.string(), ts: z.string() });

/** What Slack answers where the token is no longer good; there may be a new one in its place. */
const badToken: ReadonlySet<string | undefined> = new Set([
  "account_inactive",
  "invalid_auth",
  "not_authed",
  "token_expired",
  "token_revoked",
]);

const newToken = "store the app's bot token (xoxb-…) in the parameter that SLACK_TOKEN_PARAMETER names";
/** https://docs.slack.dev/reference/methods/chat.postMessage#errors */
const remedies: Readonly<Record<string, (channel: string) => string>> = {
  not_in_channel: (channel) => `invite the app to ${channel} with /invite`,
  channel_not_found: (channel) =>
    `check the team's \`slack\` in the configuration, and invite the app if ${channel} is private`,
  is_archived: (channel) => `${channel} is archived: name another in the team's \`slack\``,
  missing_scope: () => "give the app the scope chat:write and install it again",
  ...Object.fromEntries([...badToken].map((code) => [code, () => newToken])),
};

/** A message that Slack did not take; `code` is Slack's own, or the HTTP status. */
export class SlackError extends Error {
  readonly code: string;
  /** In how many seconds to try again, where Slack has said so. */
  readonly retryAfter: number | undefined;
  constructor(code: string, channel: string, remedy: string | undefined, retryAfter?: number) {
    super(`Slack did not take the message to ${channel}: ${code}${remedy ? `; ${remedy}` : ""}`);
    this.name = "SlackError";
    this.code = code;
    this.retryAfter = retryAfter;
  }
}

/** Calls Slack's Web API. Retries are the queue's: a rate limit (429) is an error that says when to try again. */
export function slackChat({
  token,
  url = "https://slack.com/api",
  fetch = globalThis.fetch,
  patience = 10_000,
}: SlackOptions): Chat {
  async function callWith(bearer: string, method: string, channel: string, body: object): Promise<Answer> {
    const response = await fetch(`${url}/${method}`, {
      method: "POST",
      headers: { "content-type": "application/json; charset=utf-8", authorization: `Bearer ${bearer}` },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(patience),
    });
    if (!response.ok) throw refusalOf(response, channel);
    return Answer.parse(await response.json());
  }

  /** The error is one of `expected`, if any. */
  async function call(method: string, channel: string, body: object, expected?: ReadonlySet<string>): Promise<Answer> {
    const bearer = await token.read();
    let answer = await callWith(bearer, method, channel, body);
    if (badToken.has(answer.error)) {
      token.forget();
      const renewed = await token.read();
      if (renewed !== bearer) answer = await callWith(renewed, method, channel, body);
    }
    if (answer.ok) return answer;
    const error = answer.error ?? "unknown_error";
    if (expected?.has(error)) return answer;
    throw new SlackError(error, channel, remedies[error]?.(channel));
  }

  return {
    async post(message) {
      const { channel, ts } = await call("chat.postMessage", message.channel, postOf(message));
      return Place.parse({ channelId: channel, ts });
    },
    async update({ channelId: channel, ts }, message) {
      const body = { ...contentOf(message), channel, ts };
      const { ok } = await call("chat.update", message.channel, body, goneOrClosed);
      return ok ? "updated" : "gone";
    },
    async reply({ channelId: channel, ts }, message, { broadcast }) {
      const thread = { channel, thread_ts: ts, ...(broadcast && { reply_broadcast: true }) };
      const posted = await call("chat.postMessage", message.channel, { ...postOf(message), ...thread });
      return Place.parse({ channelId: posted.channel, ts: posted.ts });
    },
  };
}

/** https://docs.slack.dev/reference/methods/chat.update#errors */
const goneOrClosed: ReadonlySet<string> = new Set(["message_not_found", "cant_update_message", "edit_window_closed"]);

const contentOf = ({ text, blocks, about }: ChatMessage) => ({
  text,
  blocks,
  metadata: { event_type: "ami_refresh", event_payload: about },
});

const postOf = (message: ChatMessage) => ({
  channel: message.channel,
  ...contentOf(message),
  unfurl_links: false,
  unfurl_media: false,
});

/** Seconds, and no date (https://docs.slack.dev/apis/web-api/rate-limits). */
function refusalOf({ status, headers }: Response, channel: string): SlackError {
  const seconds = Number(headers.get("retry-after") ?? Number.NaN);
  if (Number.isNaN(seconds)) return new SlackError(`HTTP ${status}`, channel, undefined);
  return new SlackError(`HTTP ${status}`, channel, `Slack asks to wait ${seconds} s`, seconds);
}
