import { slackChat } from "@ami-refresh/core/adapters/aws/chat.ts";
import { keptSecret } from "@ami-refresh/core/adapters/aws/secret.ts";
import { secureString } from "@ami-refresh/core/adapters/aws/secureString.ts";
import type { SSMClient } from "@aws-sdk/client-ssm";
import { describe, expect, it } from "vitest";
import { anAwsClient, failing } from "../../support/awsClient.ts";

const message = {
  channel: "#payments",
  text: "checkout is being refreshed",
  blocks: [{ type: "divider" }],
  about: { event: "step.started", service: "checkout", environment: "staging", eventId: "started/1" },
};

interface Posted {
  readonly url: string;
  readonly authorization: string | null;
  readonly body: unknown;
}

/** A chat whose Slack takes one token and gives one answer, and whose parameter holds the tokens one after the other. */
function aChat(options: { answer?: object; status?: number; headers?: Record<string, string>; tokens?: string[] }) {
  const posted: Posted[] = [];
  const tokens = [...(options.tokens ?? ["xoxb-good"])];
  const ssm = anAwsClient<SSMClient>({ GetParameter: () => ({ Parameter: { Value: tokens.shift() } }) });
  const chat = slackChat({
    token: keptSecret(() => secureString(ssm, "/ami-refresh/slack-token")),
    url: "http://slack.test/api",
    fetch: async (url, init) => {
      const headers = new Headers(init?.headers);
      const authorization = headers.get("authorization");
      posted.push({ url: String(url), authorization, body: JSON.parse(String(init?.body)) });
      const good = authorization === "Bearer xoxb-good";
      const answer = good
        ? (options.answer ?? { ok: true, channel: "C0123456789", ts: "1795598400.000001" })
        : { ok: false, error: "invalid_auth" };
      return Response.json(answer, {
        status: options.status ?? 200,
        ...(options.headers && { headers: options.headers }),
      });
    },
  });
  return { chat, posted, reads: () => ssm.calls.length };
}

describe("posting to Slack", () => {
  it("sends blocks, fallback and what the message is about, and reads the token once", async () => {
    const { chat, posted, reads } = aChat({});
    await chat.post(message);
    await chat.post(message);
    expect(reads()).toBe(1);
    expect(posted[0]).toEqual({
      url: "http://slack.test/api/chat.postMessage",
      authorization: "Bearer xoxb-good",
      body: {
        channel: "#payments",
        text: message.text,
        blocks: message.blocks,
        metadata: { event_type: "ami_refresh", event_payload: message.about },
        unfurl_links: false,
        unfurl_media: false,
      },
    });
  });

  it.each([
    ["not_in_channel", "invite the app to #payments"],
    ["channel_not_found", "check the team's `slack`"],
    ["missing_scope", "chat:write"],
  ])("names Slack's code and the remedy: %s", async (error, remedy) => {
    const { chat } = aChat({ answer: { ok: false, error } });
    await expect(chat.post(message)).rejects.toThrow(error);
    await expect(chat.post(message)).rejects.toThrow(remedy);
  });

  it("names Slack's code where there is no remedy to tell", async () => {
    const { chat } = aChat({ answer: { ok: false, error: "invalid_blocks" } });
    await expect(chat.post(message)).rejects.toThrow("Slack did not take the message to #payments: invalid_blocks");
  });

  it("takes a renewed token at once", async () => {
    const { chat, posted } = aChat({ tokens: ["xoxb-old", "xoxb-good"] });
    await chat.post(message);
    expect(posted.map(({ authorization }) => authorization)).toEqual(["Bearer xoxb-old", "Bearer xoxb-good"]);
  });

  it("does not ask twice with the same bad token, but reads the parameter anew the next time", async () => {
    const { chat, posted } = aChat({ tokens: ["xoxb-old", "xoxb-old", "xoxb-good"] });
    await expect(chat.post(message)).rejects.toThrow("SLACK_TOKEN_PARAMETER");
    expect(posted).toHaveLength(1);
    await chat.post(message);
    expect(posted.at(-1)?.authorization).toBe("Bearer xoxb-good");
  });

  it("leaves a rate limit to the queue", async () => {
    const { chat } = aChat({ status: 429, headers: { "retry-after": "30" } });
    await expect(chat.post(message)).rejects.toThrow("HTTP 429; Slack asks to wait 30 s");
  });

  it("says where the token belongs if there is none", async () => {
    const ssm = anAwsClient<SSMClient>({ GetParameter: failing("ParameterNotFound") });
    const chat = slackChat({ token: keptSecret(() => secureString(ssm, "/ami-refresh/slack-token")) });
    await expect(chat.post(message)).rejects.toThrow("aws ssm put-parameter --name /ami-refresh/slack-token");
  });

  it("says where the message stands", async () => {
    const { chat } = aChat({});
    expect(await chat.post(message)).toEqual({ channelId: "C0123456789", ts: "1795598400.000001" });
  });

  const where = { channelId: "C0123456789", ts: "1795598400.000001" };

  it("edits a message where it stands", async () => {
    const { chat, posted } = aChat({});
    expect(await chat.update(where, message)).toBe("updated");
    expect(posted).toMatchObject([
      {
        url: "http://slack.test/api/chat.update",
        body: { channel: where.channelId, ts: where.ts, text: message.text, blocks: message.blocks },
      },
    ]);
  });

  it.each(["message_not_found", "cant_update_message", "edit_window_closed"])(
    "takes note that a message is no longer to be edited: %s",
    async (error) => {
      const { chat } = aChat({ answer: { ok: false, error } });
      expect(await chat.update(where, message)).toBe("gone");
      await expect(chat.post(message)).rejects.toThrow(error);
    },
  );

  it.each([
    [true, { thread_ts: where.ts, reply_broadcast: true }],
    [false, { thread_ts: where.ts }],
  ])("replies in a thread, in the channel as well: %s", async (broadcast, thread) => {
    const { chat, posted } = aChat({});
    await chat.reply(where, message, { broadcast });
    const body = { text: message.text, blocks: message.blocks, unfurl_links: false, unfurl_media: false };
    const metadata = { event_type: "ami_refresh", event_payload: message.about };
    expect(posted).toMatchObject([{ url: "http://slack.test/api/chat.postMessage" }]);
    expect(posted[0]?.body).toEqual({ ...body, metadata, channel: where.channelId, ...thread });
  });
});
