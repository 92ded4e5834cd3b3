import { flagsOfSubscribing } from "@ami-refresh/cli/subscribeOptions.ts";
import { memoryPorts } from "@ami-refresh/core/adapters/memory/ports.ts";
import { memoryReplies } from "@ami-refresh/core/adapters/memory/replies.ts";
import { readCommand } from "@ami-refresh/core/app/act/command.ts";
import { wishOptions } from "@ami-refresh/core/app/act/subscribing/read.ts";
import { act } from "@ami-refresh/core/app/act.ts";
import { faultOfBlocks } from "@ami-refresh/local/services/slackBlocks.ts";
import { describe, expect, test } from "vitest";
import { policyOf } from "../../config/sketch.ts";

const [ana, stranger] = ["U012AB3CD", "U0STRANGER"];
const policy = policyOf({
  teams: `{ payments: { slack: "#payments", members: { ana: { slack: ${ana} } } }, media: {} }`,
  services: "{ checkout: { team: payments, image: base }, search: { team: media, image: base } }",
});

describe("what is written", () => {
  const read = (text: string) => readCommand(text, policy);

  test.each<[string, object]>([
    ["subscribe", { verb: "subscribe", here: false, wish: {} }],
    ["subscribe checkout search", { verb: "subscribe", here: false, wish: { services: ["checkout", "search"] } }],
    ["subscribe Here checkout,search", { verb: "subscribe", here: true, wish: { services: ["checkout", "search"] } }],
    [
      "subscribe checkout --environments production, staging --events step.failed --severity warning",
      {
        verb: "subscribe",
        here: false,
        wish: {
          services: ["checkout"],
          environments: ["production", "staging"],
          events: ["step.failed"],
          severity: "warning",
        },
      },
    ],
    [
      "subscribe —digest daily 09:00 –quiet 22:00-07:00 --timezone=Europe/Paris --families base",
      {
        verb: "subscribe",
        here: false,
        wish: { families: ["base"], digest: "daily 09:00", quiet: "22:00-07:00", timezone: "Europe/Paris" },
      },
    ],
    ['subscribe --digest="daily 09:00"', { verb: "subscribe", here: false, wish: { digest: "daily 09:00" } }],
    [
      "subscribe checkout --services search",
      { verb: "subscribe", here: false, wish: { services: ["checkout", "search"] } },
    ],
    ["unsubscribe", { verb: "unsubscribe", here: false }],
    ["unsubscribe here --id own/slack/C1/2", { verb: "unsubscribe", here: true, id: "own/slack/C1/2" }],
    ["subscriptions here", { verb: "subscriptions", here: true }],
  ])("/ami %s", (text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  test.each<[string, string]>([
    ["subscribe chekout", "there is no service `chekout`: did you mean `checkout`?"],
    ["subscribe hree", "there is no service `hree`: did you mean `here`?"],
    ["subscribe --service checkout", "there is no option `--service` here: did you mean `--services`?"],
    ["subscriptions hre", "`subscriptions` takes no `hre`: did you mean `here`?"],
    ["subscrbe", "I do not know `subscrbe`: did you mean `subscribe`?"],
  ])("what was probably meant by %s is asked", (text, message) => {
    expect(read(text)).toEqual({ wrong: { message } });
  });

  test.each<[string, string]>([
    ["subscribe nothing-like-it", "services are checkout, search"],
    ["subscribe #payments", "write `/ami subscribe`, or there `/ami subscribe here`"],
    ["subscribe @bo", "write `/ami subscribe`, or there `/ami subscribe here`"],
    ["unsubscribe ana@example.com", "write `/ami unsubscribe`, or there `/ami unsubscribe here`"],
    ["subscribe --digest", "write `--digest WHEN`"],
    ["subscribe --digest hourly --digest hourly", "say it once"],
    [
      "subscribe --frobnicate",
      "options are --services, --environments, --families, --events, --severity, --digest, --quiet, --timezone",
    ],
    ["subscriptions --id x", "it takes none"],
    ["unsubscribe checkout", "write `/ami unsubscribe`"],
  ])("/ami %s says what to write", (text, remedy) => {
    expect(read(text)).toMatchObject({ wrong: { remedy } });
  });

  test("has the options of the command line", () => {
    const { email: _, slack: __, by: ___, ...flags } = flagsOfSubscribing.subscribe;
    expect(Object.keys(wishOptions).sort()).toEqual(Object.keys(flags).sort());
  });
});

function aScene() {
  const ports = { ...memoryPorts("2026-11-24T10:00:00Z"), replies: memoryReplies() };
  let count = 0;
  const say = async (text: string, user = ana, channel = { id: "C012AB3CD", name: "payments" }) => {
    const id = `i-${++count}`;
    ports.clock.advance({ seconds: 1 });
    await act({ ...ports, readers: async () => ports.readers }, policy, {
      kind: "command",
      id,
      user,
      responseUrl: "slack:1",
      at: "2026-11-24T10:00:00Z",
      channel,
      text,
    });
    const answer = ports.replies.sent.at(-1) ?? { text: "", blocks: [] };
    expect(faultOfBlocks(answer.blocks)).toBeUndefined();
    return answer.text;
  };
  return { ...ports, say };
}

const elsewhere = { id: "C0ELSEWHERE", name: "random" };

describe("somebody in Slack", () => {
  test("subscribes themselves, sees it, and unsubscribes", async () => {
    const { say, readers } = aScene();
    expect(await say("subscriptions", stranger)).toBe(
      "You are told nothing by a subscription. `/ami subscribe` changes that.",
    );
    expect(await say("subscribe checkout --environments production --digest daily 09:00", stranger)).toBe(
      "You are subscribed. What happens to checkout in production: collected every day at 09:00, failures at once, times are in UTC. It comes in a conversation with this app. `/ami unsubscribe` ends it, `/ami subscriptions` shows all.",
    );
    const [kept] = (await readers.read()).subscriptions;
    expect(kept).toMatchObject({
      address: { channel: "slack", to: stranger },
      status: "active",
      by: `${stranger} (slack)`,
    });
    expect(kept).not.toHaveProperty("channelName");
    expect(await say("subscribe checkout --environments production --digest daily 09:00", stranger)).toContain(
      "Nothing was changed: you are subscribed to that already.",
    );
    expect(await say("subscriptions", stranger)).toContain(
      `• What happens to checkout in production: collected every day at 09:00, failures at once, times are in UTC (by ${stranger} (slack), \`${kept?.id}\`).`,
    );
    expect(await say("unsubscribe", stranger)).toBe("1 subscription has ended.");
    expect(await say("unsubscribe", stranger)).toBe(
      "Nothing was changed: you are told nothing. `/ami subscriptions` shows all.",
    );
    expect(readers.record.map(({ what, by }) => `${what} by ${by}`)).toEqual([
      `subscribed by ${stranger} (slack)`,
      `ended by ${stranger} (slack)`,
    ]);
  });

  test("ends one of several, and nobody else's", async () => {
    const { say, readers } = aScene();
    await say("subscribe checkout");
    await say("subscribe search");
    const [first] = (await readers.read()).subscriptions;
    expect(await say(`unsubscribe --id ${first?.id}`, stranger)).toContain(`you have no subscription \`${first?.id}\``);
    expect(await say(`unsubscribe --id ${first?.id}`)).toBe("1 subscription has ended.");
    expect((await readers.read()).subscriptions).toMatchObject([
      { filter: { services: ["search"] }, by: "ana (slack)" },
    ]);
    expect(await say(`unsubscribe --id nothing`)).toContain("you have no subscription `nothing`");
  });

  test("subscribes a channel, as one whom the configuration names", async () => {
    const { say, readers } = aScene();
    expect(await say("subscribe here checkout", stranger, elsewhere)).toBe(
      "You may not say what this channel is told: ask somebody who is a member of a team in the configuration.",
    );
    expect(await say("subscribe here checkout", stranger)).toBe(
      "You may not say what this channel is told: ask ana (payments).",
    );
    expect(await say("unsubscribe here", stranger)).toContain("You may not");
    expect(readers.record).toEqual([]);
    expect(await say("subscribe here search", ana, elsewhere)).toContain(
      "This channel is subscribed. What happens to search: at once, times are in UTC. If this app is not in the channel yet, invite it: `/invite @ami-refresh`.",
    );
    expect((await readers.read()).subscriptions).toMatchObject([
      { address: { channel: "slack", to: "C0ELSEWHERE" }, channelName: "random" },
    ]);
    expect(await say("subscriptions here", stranger, elsewhere)).toMatch(
      /^This channel is told: • .* \(by ana \(slack\), `own/,
    );
    expect(await say("unsubscribe here --id nothing", ana, elsewhere)).toContain("this channel has no subscription");
    expect(await say("unsubscribe here", ana, elsewhere)).toBe("1 subscription has ended.");
    expect(await say("unsubscribe here", ana, elsewhere)).toContain("Nothing was changed: nothing is told here.");
  });

  test("ends what a team's channel was subscribed to, and nothing that the configuration says of it", async () => {
    const { say, readers } = aScene();
    const stays =
      "What the configuration says of this channel stays: change it there, in `slack` or `subscriptions` of `teams.payments`.";
    expect(await say("subscriptions here")).toContain(
      "This channel is told: • What happens to the services of payments: at once, times are in UTC (by the configuration).",
    );
    expect(await say("unsubscribe here")).toBe(
      `Nothing was changed: this channel has no subscription of its own. ${stays} \`/ami subscriptions here\` shows all.`,
    );
    await say("subscribe here checkout");
    expect(await say("subscriptions here")).toContain(
      "`/ami unsubscribe here` ends all that is not by the configuration; `--id ID` after it ends that one alone.",
    );
    expect(await say("unsubscribe here")).toBe(`1 subscription has ended. ${stays}`);
    expect((await readers.read()).silenced).toEqual([]);
  });

  test("has a channel told again that was silenced from a terminal", async () => {
    const { say, readers, clock } = aScene();
    const address = { channel: "slack", to: "#payments" } as const;
    const by = { at: clock.now(), by: "olga" };
    await readers.silence({ address, why: "unsubscribed", at: by.at }, { ...by, what: "silenced" });
    expect(await say("subscriptions here")).toBe(
      "This channel is told nothing: somebody has unsubscribed. `/ami subscribe here` changes that.",
    );
    expect(await say("unsubscribe here")).toContain("Nothing was changed: nothing is told here.");
    await say("subscribe here checkout");
    expect((await readers.read()).silenced).toEqual([]);
  });

  test("in a channel whose name Slack does not say, or in a conversation of two", async () => {
    const { say, readers } = aScene();
    await say("subscribe here", ana, { id: "G012AB3CD", name: "privategroup" });
    const [kept] = (await readers.read()).subscriptions;
    expect(kept?.address.to).toBe("G012AB3CD");
    expect(kept).not.toHaveProperty("channelName");
    expect(await say("subscribe here", ana, { id: "D012AB3CD", name: "directmessage" })).toBe(
      "This is no channel: to be told yourself, leave out `here`.",
    );
  });

  test("with many subscriptions sees all of them", async () => {
    const { say } = aScene();
    for (let hour = 0; hour < 20; hour++) await say(`subscribe --digest daily ${String(hour).padStart(2, "0")}:00`);
    expect(await say("subscribe")).toBe(`${ana} has 20 subscriptions: end one of them before.`);
    expect((await say("subscriptions")).match(/•/g)).toHaveLength(20);
  });
});
