import { slackRequests } from "@ami-refresh/core/adapters/aws/slackRequests.ts";
import { memoryLog } from "@ami-refresh/core/adapters/memory/log.ts";
import { signatureOf } from "@ami-refresh/core/adapters/slackSignature.ts";
import type { Interaction } from "@ami-refresh/core/app/act/interaction.ts";
import { interact } from "@ami-refresh/core/app/interact.ts";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

const secret = "8f742231b10e8888abcd99yyyzzz85a5";
const now = 1_531_420_618;
beforeEach(() => void vi.useFakeTimers({ now: now * 1000, toFake: ["Date"] }));
afterEach(() => void vi.useRealTimers());

const form = new URLSearchParams({
  command: "/ami",
  text: "status checkout",
  user_id: "U012AB3CD",
  response_url: "https://hooks.slack.com/commands/1/2/3",
}).toString();

/** A button that somebody has pressed. */
const click = (more: object) => {
  const payload = {
    type: "block_actions",
    user: { id: "U012AB3CD", username: "ana" },
    response_url: "https://hooks.slack.com/actions/1/2/3",
    actions: [{ action_id: "approve", type: "button", value: "{}" }],
    ...more,
  };
  return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
};

interface Sketch {
  readonly body?: string;
  readonly timestamp?: string | undefined;
  readonly signature?: string | undefined;
}

function aRequest({ body = form, ...rest }: Sketch = {}) {
  const timestamp = "timestamp" in rest ? rest.timestamp : String(now);
  const signature = "signature" in rest ? rest.signature : signatureOf(secret, timestamp ?? "", body);
  return { signature, timestamp, body: Buffer.from(body) };
}

function anApp(current = () => secret) {
  const sent: Interaction[] = [];
  const log = memoryLog();
  const requests = slackRequests(async () => current());
  const interactions = { send: async (interaction: Interaction) => void sent.push(interaction) };
  const take = (request: ReturnType<typeof aRequest>) => interact({ log, requests, interactions }, request);
  return { sent, take, log };
}

test("signs as Slack's own example does", () => {
  const body =
    "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";
  // https://docs.slack.dev/authentication/verifying-requests-from-slack
  const expected = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503";
  expect(signatureOf(secret, "1531420618", body)).toBe(expected);
});

describe("a request that Slack has signed", () => {
  test("with a command is taken, to be worked out", async () => {
    const { take, sent } = anApp();
    expect(await take(aRequest())).toBe(200);
    expect(sent).toEqual([
      {
        kind: "command",
        id: expect.stringMatching(/^[0-9a-f]{32}$/),
        user: "U012AB3CD",
        responseUrl: "https://hooks.slack.com/commands/1/2/3",
        at: "2018-07-12T18:36:58.000Z",
        text: "status checkout",
      },
    ]);
  });

  test("with a button is taken with the button's value", async () => {
    const { take, sent } = anApp();
    expect(await take(aRequest({ body: click({}) }))).toBe(200);
    expect(sent).toMatchObject([{ kind: "button", user: "U012AB3CD", value: "{}" }]);
  });

  test.each<[string, string, object | undefined]>([
    ["a command", `${form}&channel_id=C012AB3CD&channel_name=payments`, { id: "C012AB3CD", name: "payments" }],
    ["a command whose channel has no name", `${form}&channel_id=C012AB3CD`, { id: "C012AB3CD", name: "" }],
    ["a button", click({ channel: { id: "C012AB3CD", name: "payments" } }), { id: "C012AB3CD", name: "payments" }],
    ["a button in no channel", click({}), undefined],
  ])("with %s says in which channel", async (_what, body, channel) => {
    const { take, sent } = anApp();
    await take(aRequest({ body }));
    expect(sent.map((one) => one.channel)).toEqual([channel]);
  });

  test.each([
    [{ is_ephemeral: true }, true],
    [{ type: "message" }, false],
    [undefined, false],
  ])("with a button in %j says whether others see that", async (container, ephemeral) => {
    const { take, sent } = anApp();
    await take(aRequest({ body: click({ container }) }));
    expect(sent).toMatchObject([{ ephemeral }]);
  });

  test("has the same id again and another one is another's", async () => {
    const { take, sent } = anApp();
    for (const body of [form, form, `${form}&x=1`]) await take(aRequest({ body }));
    const [first, again, other] = sent.map(({ id }) => id);
    expect(again).toBe(first);
    expect(other).not.toBe(first);
  });

  test.each(["ssl_check=1&token=x", "payload=%7B%22type%22%3A%22view_submission%22%7D", "payload=%7B", ""])(
    "but asks for nothing that we do is answered and left: %j",
    async (body) => {
      const { take, sent } = anApp();
      expect(await take(aRequest({ body }))).toBe(200);
      expect(sent).toEqual([]);
    },
  );

  test.each([-300, 300])("by a clock that differs by %i seconds is taken", async (seconds) => {
    expect(await anApp().take(aRequest({ timestamp: String(now + seconds) }))).toBe(200);
  });

  test("with a new secret is taken once the old one was kept for five minutes", async () => {
    let current = "the old one";
    const { take } = anApp(() => current);
    expect(await take(aRequest())).toBe(401);
    current = secret;
    expect(await take(aRequest())).toBe(401);
    vi.setSystemTime((now + 301) * 1000);
    expect(await take(aRequest({ timestamp: String(now + 301) }))).toBe(200);
  });
});

describe("refused without a word is", () => {
  const signed = signatureOf(secret, String(now), form);
  test.each<[string, Sketch]>([
    ["no signature", { signature: undefined }],
    ["an empty signature", { signature: "" }],
    ["a forged signature", { signature: `v0=${"0".repeat(64)}` }],
    ["a signature of another length", { signature: `${signed}0` }],
    ["a signature of another version", { signature: signed.replace("v0", "v1") }],
    ["one in capitals", { signature: signed.toUpperCase() }],
    ["another body", { signature: signed, body: `${form}&user_id=U0OTHER001` }],
    ["no timestamp", { timestamp: undefined, signature: signed }],
    ["a timestamp that is not signed", { timestamp: String(now + 1), signature: signed }],
    ["a timestamp that is no number", { timestamp: `${now}.0` }],
    ["a request of six minutes ago", { timestamp: String(now - 301) }],
    ["a request of the future", { timestamp: String(now + 301) }],
  ])("%s", async (_what, sketch) => {
    const { take, sent, log } = anApp();
    expect(await take(aRequest(sketch))).toBe(401);
    expect(sent).toEqual([]);
    expect(JSON.stringify(log)).not.toContain(secret);
  });
});
