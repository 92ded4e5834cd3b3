import { describe, expect, test } from "vitest";
import { createSlack } from "../../../packages/local/src/services/slack.ts";
import { channelId, channelsOf } from "../../../packages/local/src/services/slackChannels.ts";
import { policyOf } from "../config/sketch.ts";

const noon = Date.parse("2026-11-24T12:00:00Z");
const token = "xoxb-local";

function aSlack() {
  let now = noon;
  const slack = createSlack({ token, now: () => now });
  return { slack, post: (body: unknown) => slack.call("chat.postMessage", token, body), later: () => (now += 60_000) };
}

const section = (text: string) => ({ type: "section", text: { type: "mrkdwn", text } });

describe("who may call", () => {
  test("no token is not_authed, another token is invalid_auth", () => {
    const { slack } = aSlack();
    expect(slack.call("auth.test", undefined, {})).toEqual({ ok: false, error: "not_authed" });
    expect(slack.call("auth.test", "xoxb-other", {})).toEqual({ ok: false, error: "invalid_auth" });
    expect(slack.call("auth.test", token, {})).toMatchObject({ ok: true });
  });

  test("methods that Slack does not have are unknown, also those that every object has", () => {
    const { slack } = aSlack();
    expect(slack.call("chat.shout", token, {})).toMatchObject({ error: "unknown_method" });
    expect(slack.call("constructor", token, {})).toMatchObject({ error: "unknown_method" });
  });
});

describe("posting", () => {
  test("a message stands in its channel with its text, blocks, metadata and the simulated time", () => {
    const { slack, post } = aSlack();
    const metadata = { event_type: "step.started", event_payload: { service: "checkout" } };
    const answer = post({ channel: "#payments", text: "Started", blocks: [section("*Started*")], metadata });
    expect(answer).toMatchObject({ ok: true, channel: expect.stringMatching(/^C[0-9A-F]{10}$/) });
    expect(slack.messages()).toMatchObject([
      {
        channel: "#payments",
        text: "Started",
        blocks: [section("*Started*")],
        metadata,
        at: "2026-11-24T12:00:00.000Z",
      },
    ]);
  });

  test("a channel and something to say are needed", () => {
    const { post } = aSlack();
    expect(post({ text: "Started" })).toMatchObject({ error: "channel_not_found" });
    expect(post({ channel: "#payments" })).toMatchObject({ error: "no_text" });
    expect(post({ channel: "#payments", text: "x".repeat(40_001) })).toMatchObject({ error: "msg_too_long" });
  });

  test.each([
    ["more than 50 blocks", Array.from({ length: 51 }, () => section("x")), "/blocks"],
    ["a section of more than 3000 characters", [section("x".repeat(3001))], "/blocks/0/text/text"],
    [
      "a header of more than 150 characters",
      [{ type: "header", text: { type: "plain_text", text: "x".repeat(151) } }],
      "/blocks/0/text/text",
    ],
    ["a section with nothing in it", [section("x"), { type: "section" }], "/blocks/1"],
    ["a block of a kind that there is not", [{ type: "poem" }], "/blocks/0/type"],
  ])("%s: invalid_blocks, with the place", (_, blocks, place) => {
    const { slack, post } = aSlack();
    expect(post({ channel: "#payments", text: "x", blocks })).toMatchObject({
      ok: false,
      error: "invalid_blocks",
      response_metadata: { messages: [expect.stringContaining(`[json-pointer:${place}`)] },
    });
    expect(slack.messages()).toEqual([]);
  });

  test("50 blocks and 3000 characters are taken", () => {
    const blocks = Array.from({ length: 50 }, () => section("x".repeat(3000)));
    expect(aSlack().post({ channel: "#payments", text: "x", blocks })).toMatchObject({ ok: true });
  });
});

describe("updating", () => {
  test("changes the message in place, addressed by the channel's id and the message's ts", () => {
    const { slack, post, later } = aSlack();
    const posted = post({ channel: "#payments", text: "Started" });
    later();
    const { channel, ts } = posted as unknown as { channel: string; ts: string };
    expect(slack.call("chat.update", token, { channel, ts, text: "Succeeded" })).toMatchObject({ ok: true, ts });
    expect(slack.messages()).toMatchObject([
      { channel: "#payments", text: "Succeeded", at: "2026-11-24T12:00:00.000Z", editedAt: "2026-11-24T12:01:00.000Z" },
    ]);
  });

  test("a channel by name or a message that is not there is refused", () => {
    const { slack, post } = aSlack();
    const { channel, ts } = post({ channel: "#payments", text: "Started" }) as unknown as Record<string, string>;
    expect(slack.call("chat.update", token, { channel: "#payments", ts, text: "x" })).toMatchObject({
      error: "channel_not_found",
    });
    expect(slack.call("chat.update", token, { channel, ts: "1.2", text: "x" })).toMatchObject({
      error: "message_not_found",
    });
  });
});

describe("channels", () => {
  test("of teams and of their subscriptions are there from the start", () => {
    const policy = policyOf({
      teams: '{ payments: { slack: "#payments", subscriptions: [{ slack: "#shop-alerts" }, { slack: U012AB3CD }] } }',
    });
    const slack = createSlack({ token, now: () => noon, channels: channelsOf(policy) });
    expect(slack.call("conversations.list", token, {})).toMatchObject({
      channels: [{ name: "payments" }, { name: "shop-alerts" }],
    });
  });

  test("are listed and told of when they are there from the start, or were posted to", () => {
    const slack = createSlack({ token, now: () => noon, channels: ["#payments", "C012AB3CDEF"] });
    slack.call("chat.postMessage", token, { channel: "#media", text: "Hello" });
    const listed = slack.call("conversations.list", token, { types: "public_channel" });
    expect(listed).toMatchObject({
      ok: true,
      channels: [
        { name: "payments", is_member: true, is_archived: false },
        { id: "C012AB3CDEF" },
        { name: "media", is_member: true },
      ],
    });
    expect(slack.call("conversations.info", token, { channel: "C012AB3CDEF" })).toMatchObject({
      ok: true,
      channel: { id: "C012AB3CDEF" },
    });
    expect(slack.call("conversations.info", token, { channel: "C099ZZ9ZZZZ" })).toEqual({
      ok: false,
      error: "channel_not_found",
    });
  });
});

describe("a channel that is known by its name only", () => {
  test("is where messages to its id stand, once somebody has written there", () => {
    const { slack } = aSlack();
    slack.enter("#ops");
    slack.call("chat.postMessage", token, { channel: channelId("#ops"), text: "Hello" });
    slack.call("chat.postMessage", token, { channel: "#ops", text: "Hello again" });
    expect(slack.messages().map(({ channel }) => channel)).toEqual(["#ops", "#ops"]);
    expect(slack.call("conversations.list", token, {})).toMatchObject({ channels: [{ name: "ops" }] });
  });

  test("so is one that is there from the start", () => {
    const slack = createSlack({ token, now: () => noon, channels: ["#payments"] });
    slack.call("chat.postMessage", token, { channel: channelId("#payments"), text: "Hello" });
    expect(slack.messages()).toMatchObject([{ channel: "#payments" }]);
  });
});

describe("threads", () => {
  const replyTo = (slack: ReturnType<typeof aSlack>, root: unknown, more: object) => {
    const { channel, ts } = root as Record<string, string>;
    return slack.post({ channel, thread_ts: ts, text: "Reply", ...more });
  };

  test("a reply stands in its message's thread, in the channel of the message's name", () => {
    const slack = aSlack();
    const root = slack.post({ channel: "#payments", text: "Root" });
    expect(replyTo(slack, root, {})).toMatchObject({ ok: true, message: { thread_ts: Object(root).ts } });
    replyTo(slack, root, { reply_broadcast: true });
    expect(slack.slack.messages().slice(1)).toMatchObject([
      { channel: "#payments", thread: { ts: Object(root).ts, broadcast: false } },
      { channel: "#payments", thread: { ts: Object(root).ts, broadcast: true } },
    ]);
  });

  test("a reply to a reply belongs to the same thread", () => {
    const slack = aSlack();
    const root = slack.post({ channel: "#payments", text: "Root" });
    replyTo(slack, replyTo(slack, root, {}), {});
    expect(slack.slack.messages()[2]?.thread?.ts).toBe(Object(root).ts);
  });

  test("a reply to a message that is not there stands in the channel", () => {
    const slack = aSlack();
    const root = slack.post({ channel: "#payments", text: "Root" });
    replyTo(slack, { ...Object(root), ts: "1.000009" }, {});
    expect(slack.slack.messages()[1]?.thread).toBeUndefined();
  });
});

test("a person who is given by id is told in a conversation that is no channel", () => {
  const { slack, post } = aSlack();
  const answer = post({ channel: "U012AB3CD", text: "Hello" });
  expect(answer).toMatchObject({ ok: true, channel: expect.stringMatching(/^D[0-9A-F]{10}$/) });
  const where = { channel: "channel" in answer ? answer.channel : "", ts: "ts" in answer ? answer.ts : "" };
  expect(slack.call("chat.update", token, { ...where, text: "Hello again" })).toMatchObject({ ok: true });
  expect(slack.call("conversations.list", token, {})).toMatchObject({ channels: [] });
});
