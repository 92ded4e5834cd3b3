import { memoryPorts } from "@ami-refresh/core/adapters/memory/ports.ts";
import { memoryReplies } from "@ami-refresh/core/adapters/memory/replies.ts";
import { readCommand } from "@ami-refresh/core/app/act/command.ts";
import type { Interaction } from "@ami-refresh/core/app/act/interaction.ts";
import { act } from "@ami-refresh/core/app/act.ts";
import { readButton, writeButton } from "@ami-refresh/core/notify/asked.ts";
import { buttonIn } from "@ami-refresh/local/services/slack/payloads.ts";
import { faultOfBlocks } from "@ami-refresh/local/services/slackBlocks.ts";
import { describe, expect, test } from "vitest";
import { at } from "../../../support/policy.ts";
import { simulate } from "../../../support/simulation.ts";
import { policyOf } from "../../config/sketch.ts";

const [ana, bo, olga, stranger] = ["U012AB3CD", "U012AB3CE", "U012AB3CF", "U0STRANGER"];
const policy = policyOf({
  teams: `{ payments: { members: { ana: { slack: ${ana}, may: [roll-back] }, bo: { slack: ${bo} } } } }`,
  operators: `{ members: { olga: { slack: ${olga} } } }`,
  environments: "{ staging: {}, production: {} }",
});
const monday = "2026-11-23T09:00:00Z";

/** Five minutes after an image was published every refresh is under way; after a day all have succeeded. */
async function aScene(now: string, groups?: readonly string[]) {
  const ports = { ...memoryPorts(now), replies: memoryReplies() };
  const service = policy.services.checkout;
  if (!service) throw new Error("there is no checkout");
  const publications = [{ id: "ami-0abc1234", at: monday }];
  const { track } = simulate({
    service,
    publications,
    from: monday,
    until: now,
    ...(groups && { groups: () => groups }),
  });
  await ports.tracks.save({ track, pending: { commands: [], events: [] }, version: 0 });
  let count = 0;
  async function send(what: { text: string } | { value: string }, user: string, at: string) {
    const kind = "text" in what ? ("command" as const) : ("button" as const);
    const ephemeral = kind === "button" ? { ephemeral: true } : {};
    const common = { id: `i-${++count}`, user, responseUrl: "slack:1", at };
    await act({ ...ports, readers: async () => ports.readers }, policy, {
      kind,
      ...common,
      ...ephemeral,
      ...what,
    } as Interaction);
    const answer = ports.replies.sent.at(-1);
    if (!answer) throw new Error("nothing was answered");
    expect(faultOfBlocks(answer.blocks)).toBeUndefined();
    return answer;
  }
  return {
    ...ports,
    say: (text: string, user = ana, at = now) => send({ text }, user, at),
    press: (value: string, user = ana, at = now) => send({ value }, user, at),
  };
}

const [during, afterwards] = ["2026-11-23T09:05:00Z", "2026-11-24T09:00:00Z"];

describe("/ami", () => {
  const read = (text: string) => readCommand(text, policy);

  test.each<[string, object]>([
    ["cancel checkout staging", { verb: "cancel", service: "checkout", environment: "staging" }],
    [
      "roll-back checkout production it drops packets",
      { verb: "roll-back", service: "checkout", environment: "production", reason: "it drops packets" },
    ],
    [
      "ROLL-BACK checkout production ami-0abc1234 “why”",
      { verb: "roll-back", service: "checkout", environment: "production", image: "ami-0abc1234", reason: "why" },
    ],
  ])("%s", (text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  test.each<[string, object]>([
    ["rollback checkout production", { message: "I do not know `rollback`: did you mean `roll-back`?" }],
    ["roll-back checkout", { remedy: "write `/ami roll-back SERVICE ENVIRONMENT`" }],
    ["cancel checkout stagin", { message: "checkout has no environment `stagin`: did you mean `staging`?" }],
    [`cancel checkout staging ${"x".repeat(501)}`, { remedy: "say it in fewer" }],
  ])("%s says what is wrong", (text, wrong) => {
    expect(read(text)).toMatchObject({ wrong });
  });
});

describe("who has the power to roll back", () => {
  test("is asked once more, and nothing is done before they confirm it", async () => {
    const { say, press, mailboxes } = await aScene(afterwards);
    const question = await say("roll-back checkout production it drops packets");
    await expect(`${JSON.stringify(question.blocks, null, 2)}\n`).toMatchFileSnapshot(
      "../../../golden/ask-roll-back.slack.json",
    );
    expect(mailboxes.sent).toEqual([]);
    const button = buttonIn(question, "roll-back/production");
    const done = await press(button?.value ?? "");
    expect(done).toMatchObject({
      replaces: true,
      text: "You rolled back *production* of *checkout* (base-ami-0abc1234): it drops packets Back at once, by a refresh of its own, whatever windows, freezes and pauses say: checkout-production to ami-before. base-ami-0abc1234 goes no further in checkout.",
    });
    expect(mailboxes.sent).toMatchObject([
      {
        route: "service:checkout",
        message: {
          kind: "roll-back",
          image: "ami-0abc1234",
          by: { name: "ana", kind: "slack", team: "payments" },
          reason: "it drops packets",
        },
      },
    ]);
    expect(mailboxes.sent[0]?.message).not.toHaveProperty("asked");
  });

  test("is shown the names of the images that groups go back to, as far as they are known", async () => {
    const { say, tracks } = await aScene(afterwards);
    const { track, version } = await tracks.load("checkout", "base");
    const before = { id: "ami-before", name: "base-2026.11.01", architecture: "arm64", createdAt: at(monday) } as const;
    const pending = { commands: [], events: [] };
    await tracks.save({ track: { ...track, found: { production: [before] } }, pending, version });
    const { text } = await say("roll-back checkout production");
    expect(text).toContain("• checkout-production: base-ami-0abc1234 → *base-2026.11.01*");
  });

  test("cancels what is under way", async () => {
    const { say, press, mailboxes } = await aScene(during);
    const question = await say("cancel checkout staging");
    await expect(`${JSON.stringify(question.blocks, null, 2)}\n`).toMatchFileSnapshot(
      "../../../golden/ask-cancel.slack.json",
    );
    const { text } = await press(buttonIn(question, "cancel/staging")?.value ?? "");
    expect(text).toBe(
      "You cancelled the refresh of *staging* of *checkout* (base-ami-0abc1234): from Slack No further instance is replaced in checkout-staging; those that were replaced stay. base-ami-0abc1234 goes no further in checkout.",
    );
    expect(mailboxes.sent).toMatchObject([{ message: { kind: "cancel", reason: "from Slack" } }]);
  });

  test("rolls back what is under way", async () => {
    const { say } = await aScene(during);
    expect((await say("roll-back checkout staging")).text).toContain(
      "What is being refreshed is rolled back, at once.",
    );
  });

  test("has a quarter of an hour to confirm it", async () => {
    const { say, press, mailboxes } = await aScene(afterwards);
    const value = buttonIn(await say("roll-back checkout production"), "roll-back/production")?.value ?? "";
    expect((await press(value, ana, "2026-11-24T09:15:01Z")).text).toBe(
      "What you were shown may have changed since, so nothing was done: write `/ami roll-back` again.",
    );
    expect(mailboxes.sent).toEqual([]);
    expect((await press(value, ana, "2026-11-24T09:15:00Z")).text).toContain("You rolled back");
  });

  test("is told why there is nothing to stop", async () => {
    const { say } = await aScene(afterwards);
    const nothing = await say("cancel checkout staging");
    expect(nothing.text).toBe(
      "Nothing was changed: nothing is being refreshed in staging of checkout: see `/ami status`.",
    );
    expect((await say("cancel checkout staging ami-0abc1234")).text).toContain("Nothing was changed");
    expect(JSON.stringify(nothing.blocks)).not.toContain("button");
  });

  test("sees a large environment, and the longest reason, within Slack's limits", async () => {
    const groups = Array.from({ length: 60 }, (_, i) => `checkout-${i}`);
    const { say, press } = await aScene(afterwards, groups);
    const question = await say(`roll-back checkout production ${'"\\'.repeat(250)}`);
    expect(JSON.stringify(question.blocks)).toContain("and 40 more groups");
    expect((await press(buttonIn(question, "roll-back/production")?.value ?? "")).text).toContain("You rolled back");
  });
});

describe("nobody else", () => {
  test.each([
    ["who is a member without it", bo],
    ["who is an operator", olga],
    ["who is unknown", stranger],
  ])("%s is asked, or may press what somebody else was asked", async (_who, user) => {
    const { say, press, mailboxes } = await aScene(afterwards);
    expect((await say("roll-back checkout production", user)).text).toBe(
      "You may not roll back production of checkout: ask ana (payments).",
    );
    const value = buttonIn(await say("roll-back checkout production"), "roll-back/production")?.value ?? "";
    expect((await press(value, user)).text).toContain("You may not roll back");
    expect(mailboxes.sent).toEqual([]);
  });

  test("may where nobody was given it", async () => {
    const { say } = await aScene(during);
    const closed = policyOf({ teams: `{ payments: { members: { bo: { slack: ${bo} } } } }` });
    const ports = { ...memoryPorts(during), replies: memoryReplies() };
    const common = { id: "i", user: bo, responseUrl: "slack:1", at: during };
    await act({ ...ports, readers: async () => ports.readers }, closed, {
      kind: "command",
      ...common,
      text: "cancel checkout production",
    });
    expect(ports.replies.sent[0]?.text).toBe(
      "You may not cancel the refresh of production of checkout: nobody may from Slack yet: a member of the team payments has to be given `may: [roll-back]` in the configuration.",
    );
    expect((await say("help", stranger)).text).toContain("roll-back SERVICE ENVIRONMENT");
  });
});

test("a button that stops says when it was asked", () => {
  const asked = { verb: "cancel", service: "a", environment: "b", image: "c", reason: "d", asked: during } as const;
  expect(readButton(writeButton(asked))).toEqual(asked);
  const { asked: _, ...rest } = asked;
  expect(readButton(JSON.stringify(rest))).toBeUndefined();
  expect(readButton(JSON.stringify({ ...asked, asked: "yesterday" }))).toBeUndefined();
});
