import { chatSurvey } from "@ami-refresh/cli/account/chatSurvey.ts";
import type { SSMClient } from "@aws-sdk/client-ssm";
import { describe, expect, test } from "vitest";
import { anAwsClient, anAwsError } from "../../support/awsClient.ts";

const parameters = (tokens: Readonly<Record<string, string>>) =>
  anAwsClient<SSMClient>({
    GetParametersByPath: () => ({ Parameters: Object.keys(tokens).map((Name) => ({ Name, Value: "encrypted" })) }),
    GetParameter: ({ Name, WithDecryption }) => {
      const Value = tokens[String(Name)];
      if (Value === undefined) throw anAwsError("ParameterNotFound");
      return { Parameter: { Value: WithDecryption ? Value : "encrypted" } };
    },
  });

type Methods = Readonly<Record<string, (fields: URLSearchParams) => object>>;

/** Slack, as far as a test says; every call must bear the token. */
function aSlack(methods: Methods, scopes = "chat:write,channels:read"): typeof globalThis.fetch {
  return async (url, init) => {
    const headers = new Headers(init?.headers);
    const method = String(url).split("/").at(-1) ?? "";
    const answer =
      headers.get("authorization") === "Bearer xoxb-good"
        ? (methods[method]?.(new URLSearchParams(String(init?.body))) ?? { ok: false, error: "unknown_method" })
        : { ok: false, error: "invalid_auth" };
    return Response.json(answer, { headers: { "x-oauth-scopes": scopes } });
  };
}

const authTest = { "auth.test": () => ({ ok: true, team: "acme" }) };
const channel = (name: string, more: object = {}) => ({
  id: `C0${name.toUpperCase()}`,
  name,
  is_member: true,
  ...more,
});
const one = { "/ami-refresh/production/slack-token": "xoxb-good" };

const survey = (
  channels: readonly string[],
  {
    methods = {},
    tokens = one,
    stage,
  }: { methods?: Methods; tokens?: Readonly<Record<string, string>>; stage?: string },
) =>
  chatSurvey({
    ssm: parameters(tokens),
    url: "https://slack.test/api",
    stage,
    fetch: aSlack({ ...authTest, ...methods }),
  }).survey(channels);

describe("the token", () => {
  test("is that of the only stage that has one", async () => {
    expect((await survey([], {})).token).toEqual({
      state: "valid",
      workspace: "acme",
      scopes: ["chat:write", "channels:read"],
    });
  });

  test("of several stages is that of the one that is named", async () => {
    const tokens = { ...one, "/ami-refresh/dev/slack-token": "xoxb-bad", "/ami-refresh/dev/other": "x" };
    expect((await survey([], { tokens })).token).toEqual({ state: "ambiguous", stages: ["dev", "production"] });
    expect((await survey([], { tokens, stage: "production" })).token).toMatchObject({ state: "valid" });
    expect((await survey([], { tokens, stage: "dev" })).token).toEqual({
      state: "refused",
      error: "invalid_auth",
      parameter: "/ami-refresh/dev/slack-token",
    });
  });

  test("that is not there belongs into a parameter", async () => {
    const { token } = await survey([], { tokens: {}, stage: "dev" });
    expect(token).toMatchObject({
      state: "missing",
      remedy: expect.stringContaining("--name /ami-refresh/dev/slack-token"),
    });
    expect((await survey([], { tokens: {} })).token).toMatchObject({
      state: "missing",
      remedy: expect.stringContaining("--name /ami-refresh/STAGE/slack-token"),
    });
  });

  test("cannot be tried where Slack is not reached", async () => {
    const fetch = async () => {
      throw new TypeError("fetch failed", { cause: new Error("getaddrinfo ENOTFOUND slack.com") });
    };
    const { token } = await chatSurvey({ ssm: parameters(one), url: "https://slack.test", fetch }).survey(["#a"]);
    expect(token).toEqual({ state: "unreachable", reason: "getaddrinfo ENOTFOUND slack.com" });
  });
});

describe("a channel", () => {
  test("by name is looked for on every page, until all are found", async () => {
    const pages: (string | null)[] = [];
    const methods = {
      "conversations.list": (fields: URLSearchParams) => {
        const cursor = fields.get("cursor");
        pages.push(cursor);
        return cursor === null
          ? { ok: true, channels: [channel("other")], response_metadata: { next_cursor: "two" } }
          : { ok: true, channels: [channel("payments")], response_metadata: { next_cursor: "three" } };
      },
    };
    const { channels } = await survey(["#payments"], { methods });
    expect([...channels]).toEqual([["#payments", { exists: true, archived: false, member: true, private: false }]]);
    expect(pages).toEqual([null, "two"]);
  });

  test("that no page has does not exist", async () => {
    const methods = { "conversations.list": () => ({ ok: true, channels: [channel("other")] }) };
    expect([...(await survey(["#payments"], { methods })).channels]).toEqual([["#payments", { exists: false }]]);
  });

  test("that is not among the public ones may be private, where the app may not see those", async () => {
    const methods = {
      "conversations.list": (fields: URLSearchParams) =>
        fields.get("types") === "public_channel"
          ? { ok: true, channels: [channel("payments", { is_archived: true })] }
          : { ok: false, error: "missing_scope" },
    };
    const { channels, unasked } = await survey(["#payments", "#secret"], { methods });
    expect([...channels.keys()]).toEqual(["#payments"]);
    expect(unasked).toBe("missing_scope");
    expect(await survey(["#payments"], { methods })).not.toHaveProperty("unasked");
  });

  test("by id is asked for", async () => {
    const methods = {
      "conversations.info": (fields: URLSearchParams) =>
        fields.get("channel") === "C0HERE"
          ? { ok: true, channel: channel("here", { is_private: true }) }
          : { ok: false, error: "channel_not_found" },
    };
    const { channels } = await survey(["C0HERE", "C0GONE"], { methods });
    expect(Object.fromEntries(channels)).toEqual({
      C0HERE: { exists: true, archived: false, member: true, private: true },
      C0GONE: { exists: false },
    });
  });
});
