import * as z from "../../domain/zod.ts";
import type { Chat, ChatMessage } from "../../ports.ts";
import type { Secret } from "./secret.ts";

export interface SlackOptions {
  /** The bot token, `xoxb-…`. */
  readonly token: Secret;
  /** Where the Web API's methods are; without a slash at the end. */
  readonly url?: string | undefined;
  readonly fetch?: typeof globalThis.fetch;
}

const Answer = z.object({ ok: z.boolean(), error: z.optional(z.string()) });

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
  constructor(code: string, channel: string, remedy: string | undefined) {
    super(`Slack did not take the message to ${channel}: ${code}${remedy ? `; ${remedy}` : ""}`);
    this.name = "SlackError";
    this.code = code;
  }
}

/** Posts with Slack's Web API. Retries are the queue's: a rate limit (429) is an error like any other. */
export function slackChat({ token, url = "https://slack.com/api", fetch = globalThis.fetch }: SlackOptions): Chat {
  async function post(message: ChatMessage, bearer: string): Promise<string | undefined> {
    const response = await fetch(`${url}/chat.postMessage`, {
      method: "POST",
      headers: { "content-type": "application/json; charset=utf-8", authorization: `Bearer ${bearer}` },
      body: JSON.stringify(bodyOf(message)),
      signal: AbortSignal.timeout(10_000),
    });
    if (!response.ok) throw new SlackError(`HTTP ${response.status}`, message.channel, waitOf(response));
    const answer = Answer.parse(await response.json());
    return answer.ok ? undefined : (answer.error ?? "unknown_error");
  }

  return {
    async post(message) {
      const bearer = await token.read();
      let error = await post(message, bearer);
      if (badToken.has(error)) {
        token.forget();
        const renewed = await token.read();
        if (renewed !== bearer) error = await post(message, renewed);
      }
      if (error) throw new SlackError(error, message.channel, remedies[error]?.(message.channel));
    },
  };
}

const bodyOf = ({ channel, text, blocks, about }: ChatMessage) => ({
  channel,
  text,
  blocks,
  metadata: { event_type: "ami_refresh", event_payload: about },
  unfurl_links: false,
  unfurl_media: false,
});

function waitOf(response: Response): string | undefined {
  const seconds = response.headers.get("retry-after");
  return seconds === null ? undefined : `Slack asks to wait ${seconds} s`;
}
