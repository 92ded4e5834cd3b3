import { memoryPorts } from "@ami-refresh/core/adapters/memory/ports.ts";
import { memoryReplies } from "@ami-refresh/core/adapters/memory/replies.ts";
import type { Interaction } from "@ami-refresh/core/app/act/interaction.ts";
import { act } from "@ami-refresh/core/app/act.ts";
import type { Policy } from "@ami-refresh/core/domain/policy.ts";
import { writeButton } from "@ami-refresh/core/notify/asked.ts";
import { faultOfBlocks } from "@ami-refresh/local/services/slackBlocks.ts";
import { describe, expect, test } from "vitest";
import { at } from "../../../support/policy.ts";
import { policyOf } from "../../config/sketch.ts";

const [ana, stranger] = ["U012AB3CD", "U0STRANGER"];
const policy = policyOf({
  teams: `{ payments: { members: { ana: { slack: ${ana} } } } }`,
  environments: "{ development: {}, production: { approval: required, delay: 3d } }",
});

function aScene(given: Policy = policy) {
  const ports = { ...memoryPorts("2026-11-24T10:00:00Z"), replies: memoryReplies() };
  let count = 0;
  const say = async (what: { text: string } | { value: string }, user = ana, id = `i-${++count}`) => {
    const kind = "text" in what ? ("command" as const) : ("button" as const);
    const common = { id, user, responseUrl: "slack:1", at: "2026-11-24T09:59:58Z" };
    await act({ ...ports, readers: async () => ports.readers }, given, { kind, ...common, ...what } as Interaction);
    const { text, blocks } = ports.replies.sent.at(-1) ?? { text: "", blocks: [] };
    expect(faultOfBlocks(blocks)).toBeUndefined();
    return { text, all: JSON.stringify(blocks) };
  };
  return { ports, say };
}

describe("somebody in Slack", () => {
  test("pauses by a button, which asks for no reason", async () => {
    const { ports, say } = aScene();
    const { text } = await say({ value: writeButton({ verb: "pause", service: "checkout" }) });
    expect(text).toContain("You paused *checkout*: from Slack");
    expect(ports.mailboxes.sent).toMatchObject([
      {
        route: "service:checkout",
        message: { kind: "pause", by: { name: "ana", kind: "slack", team: "payments" }, reason: "from Slack" },
      },
    ]);
  });

  test("pauses until a time of the team's zone, or for a while", async () => {
    const { ports, say } = aScene();
    const { text } = await say({ text: "pause checkout db migration --until 2026-11-24 18:00" });
    expect(text).toContain("or until somebody resumes it: `/ami resume checkout` The time was read as that of");
    expect(ports.mailboxes.sent[0]?.message).toMatchObject({ until: at("2026-11-24T18:00:00Z") });
    await say({ text: "pause checkout production db migration --for 2h" });
    expect(ports.mailboxes.sent[1]?.message).toMatchObject({ until: at("2026-11-24T11:59:58Z") });
    expect((await say({ text: "pause checkout why --until 2026-11-23" })).text).toMatch(
      /^`2026-11-23` is past in .*\.$/,
    );
    expect(ports.mailboxes.sent).toHaveLength(2);
  });

  test("is heard once, however often it comes", async () => {
    const { ports, say } = aScene();
    for (let times = 0; times < 3; times++) await say({ text: "pause checkout why" }, ana, "the same");
    expect(ports.mailboxes.sent).toHaveLength(1);
    expect(ports.replies.sent).toHaveLength(1);
  });

  test("is told what they did where the answer was lost, and it is done once", async () => {
    const { ports, say } = aScene();
    const { to } = ports.replies;
    ports.replies.to = () => ({ send: async () => Promise.reject(new Error("HTTP 500")) });
    await expect(say({ text: "subscribe checkout" }, ana, "the same")).rejects.toThrow("HTTP 500");
    await expect(say({ text: "pause checkout why" }, ana, "another")).rejects.toThrow("HTTP 500");
    ports.replies.to = to;
    ports.clock.advance({ minutes: 2 });
    expect((await say({ text: "subscribe checkout" }, ana, "the same")).text).toContain("You are subscribed.");
    expect((await say({ text: "pause checkout why" }, ana, "another")).text).toContain("You paused *checkout*");
    expect((await ports.readers.read()).subscriptions).toHaveLength(1);
    expect(ports.mailboxes.sent).toHaveLength(1);
  });

  test("is heard again where the answer was lost", async () => {
    const { ports, say } = aScene();
    const { to } = ports.replies;
    ports.replies.to = () => ({ send: async () => Promise.reject(new Error("HTTP 500")) });
    await expect(say({ text: "status" }, ana, "the same")).rejects.toThrow("HTTP 500");
    ports.replies.to = to;
    await expect(say({ text: "status" }, ana, "the same")).rejects.toThrow("somebody else is doing it");
    ports.clock.advance({ minutes: 2 });
    expect((await say({ text: "status" }, ana, "the same")).text).toBe("Where rollouts are");
  });

  test.each<[string, { text: string } | { value: string }, string, string]>([
    ["who is unknown", { text: "pause checkout why" }, stranger, "You may not pause checkout: ask ana (payments)."],
    [
      "who presses what has ended",
      {
        value: writeButton({ verb: "approve", service: "checkout", environment: "production", image: "ami-0abc1234" }),
      },
      ana,
      "Nothing was changed: ami-0abc1234 is not known there.",
    ],
    ["who presses what nobody knows", { value: "frobnicate" }, ana, "This button does nothing any more."],
    [
      "who presses a button of another time",
      { value: '{"verb":"explode","service":"checkout"}' },
      ana,
      "This button does nothing any more.",
    ],
    [
      "whose service has left",
      { value: writeButton({ verb: "pause", service: "ledger" }) },
      ana,
      "There is no service `ledger`: services are checkout.",
    ],
    [
      "whose service is a word of JavaScript's",
      { value: writeButton({ verb: "pause", service: "constructor" }) },
      ana,
      "There is no service `constructor`: services are checkout.",
    ],
    [
      "who approves what nobody is asked",
      { text: "approve checkout development" },
      ana,
      "Nothing was changed: development of checkout asks nobody for approval: say `approval: required` there in the configuration.",
    ],
    [
      "who resumes what is not paused",
      { text: "resume checkout" },
      ana,
      "Nothing was changed: checkout is not paused.",
    ],
    [
      "who slips",
      { text: "approve chekout production" },
      ana,
      "There is no service `chekout`: did you mean `checkout`?",
    ],
    [
      "who wants what there is not",
      { text: "subscribe --environments prod --digest weekly" },
      ana,
      "There is no environment `prod`: there are development, production. `weekly` is not understood: say immediately, hourly or a time such as `daily 09:00`.",
    ],
    [
      "who speaks for a channel where there is none",
      { text: "subscribe here" },
      ana,
      "This is no channel: to be told yourself, leave out `here`.",
    ],
  ])("%s is told so, and nothing is done", async (_who, what, user, expected) => {
    const { ports, say } = aScene();
    expect((await say(what, user)).text).toBe(expected);
    expect(ports.mailboxes.sent).toEqual([]);
  });

  test("writes no mention, link or mark into what others read", async () => {
    const { say } = aScene();
    const evil = "&lt;!channel&gt; *bold* `code` <https://evil.example.com|here>";
    for (const text of [`pause checkout ${evil}`, `status ${evil}`, evil]) {
      const { all } = await say({ text });
      expect(all).not.toMatch(/<!channel|<https|\*bold\*/);
    }
    expect((await say({ text: `pause checkout production ${evil}` })).all).toContain("&lt;!channel&gt; ∗bold∗");
  });
});

describe("an answer reads as it did", () => {
  test.each(["help", "plan checkout", "status", "pause checkout production database migration", "approve chekout x"])(
    "/ami %s",
    async (text) => {
      const { ports, say } = aScene();
      await say({ text });
      const sent = JSON.stringify(ports.replies.sent.at(-1), null, 2);
      await expect(`${sent}\n`).toMatchFileSnapshot(`../../../golden/ami-${text.split(" ")[0]}.slack.json`);
    },
  );
});

describe("answers stay within Slack's limits", () => {
  const many = (n: number, entry: (i: number) => string) =>
    `{ ${Array.from({ length: n }, (_, i) => entry(i)).join(", ")} }`;
  const large = policyOf({
    teams: many(2, (i) => `team-${i}: { members: { ana: { slack: ${ana} } } }`),
    environments: many(40, (i) => `environment-with-a-long-name-${i}: { delay: ${i}d, window: "Mon-Fri 09:00-17:00" }`),
    services: many(120, (i) => `service-${i}: { team: team-${i % 2}, image: base }`),
  });

  test.each([
    "status",
    "plan",
    "plan service-7",
    "help",
    "pause everything x",
    "status service-3",
    "subscribe",
    "subscriptions",
  ])("/ami %s", async (text) => {
    const { say } = aScene(large);
    const { all } = await say({ text });
    expect(all.length).toBeGreaterThan(50);
  });

  test("and say how much is missing", async () => {
    expect((await aScene(large).say({ text: "status" })).all).toContain("and 105 more: /ami status SERVICE");
  });
});
