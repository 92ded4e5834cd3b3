import { memoryPorts } from "@ami-refresh/core/adapters/memory/ports.ts";
import type { Wish } from "@ami-refresh/core/app/subscribe/wish.ts";
import { subscribe, unsubscribe } from "@ami-refresh/core/app/subscribe.ts";
import type { Kept } from "@ami-refresh/core/domain/subscription/kept.ts";
import { beforeEach, describe, expect, test } from "vitest";
import { policy } from "../notify/events.ts";

const email = (to: string) => ({ channel: "email", to }) as const;
const by = "ben (cli)";

function aDesk() {
  const asked: Kept[] = [];
  const ports = {
    ...memoryPorts("2026-11-24T10:00:00Z"),
    confirmations: { ask: async (one: Kept) => void asked.push(one) },
  };
  const wish = (more: Partial<Wish> = {}) =>
    subscribe(ports, policy, { address: email("ana@example.com"), by, ...more });
  return { ...ports, asked, wish };
}
let desk: ReturnType<typeof aDesk>;
beforeEach(() => {
  desk = aDesk();
});

describe("a mail address", () => {
  test("is asked before it is told anything", async () => {
    expect(await desk.wish()).toMatchObject({ outcome: "asked", subscription: { status: "pending", by } });
    expect(desk.asked).toHaveLength(1);
    expect((await desk.readers.read()).subscriptions[0]?.status).toBe("pending");
  });

  test("that the configuration names, or that has confirmed before, is not asked", async () => {
    expect(await desk.wish({ address: email("payments@example.com") })).toMatchObject({ outcome: "subscribed" });
    const first = await desk.wish();
    if (first.outcome !== "asked") throw new Error("not asked");
    await desk.readers.save(
      { ...first.subscription, status: "active" },
      { at: desk.clock.now(), by, what: "confirmed" },
    );
    expect(await desk.wish({ services: ["checkout"] })).toMatchObject({ outcome: "subscribed" });
    expect(desk.asked).toHaveLength(1);
  });

  test("is asked three times a day at the most, whoever wants it", async () => {
    for (let n = 0; n < 3; n++) {
      await desk.wish({ by: `mallory ${n}` });
      desk.clock.advance({ minutes: 1 });
    }
    expect(await desk.wish()).toMatchObject({
      outcome: "refused",
      wrong: [{ message: "ana@example.com was asked 3 times in a day to confirm" }],
    });
    desk.clock.advance({ hours: 24 });
    expect(await desk.wish()).toMatchObject({ outcome: "asked" });
  });
});

describe("an address to which mail came back", () => {
  test("is not subscribed to anything until somebody says that it takes mail again", async () => {
    const to = email("payments@example.com");
    const at = desk.clock.now();
    await desk.readers.silence({ address: to, why: "bounced", at }, { at, by: "Amazon SES", what: "silenced" });
    expect(await desk.wish({ address: to })).toEqual({
      outcome: "refused",
      wrong: [
        {
          message: `payments@example.com is told nothing since ${at}, for a mail to it came back for good`,
          remedy: "once it takes mail again, `ami-refresh hear --email payments@example.com`",
        },
      ],
    });
    await desk.readers.hear(to, { at, by, what: "heard again" });
    expect(await desk.wish({ address: to })).toMatchObject({ outcome: "subscribed" });
  });
});

describe("a wish", () => {
  test("is kept as it was said", async () => {
    const to = { channel: "slack", to: "U012AB3CD" } as const;
    const wish: Partial<Wish> = {
      address: to,
      services: ["checkout"],
      environments: ["production"],
      events: ["step.failed"],
      severity: "warning",
      digest: "daily 09:00",
      quiet: "22:00-07:00",
      timezone: "Europe/Paris",
    };
    expect(await desk.wish(wish)).toMatchObject({ outcome: "subscribed" });
    expect(JSON.parse(JSON.stringify((await desk.readers.read()).subscriptions))).toMatchObject([
      {
        address: to,
        timezone: "Europe/Paris",
        filter: { services: ["checkout"], environments: ["production"], events: ["step.failed"], severity: "warning" },
        pace: { digest: { daily: "09:00:00" }, quietHours: { from: "22:00:00", to: "07:00:00" } },
        status: "active",
      },
    ]);
    expect(await desk.wish(wish)).toEqual({ outcome: "unchanged", reason: "U012AB3CD is subscribed to that already" });
  });

  test("is one of twenty at the most of an address", async () => {
    const address = { channel: "slack", to: "U012AB3CD" } as const;
    for (let hour = 0; hour < 20; hour++) {
      expect(await desk.wish({ address, digest: `daily ${String(hour).padStart(2, "0")}:00` })).toMatchObject({
        outcome: "subscribed",
      });
      desk.clock.advance({ seconds: 1 });
    }
    expect(await desk.wish({ address })).toMatchObject({
      outcome: "refused",
      wrong: [{ message: "U012AB3CD has 20 subscriptions" }],
    });
  });

  test("for a mail address is refused where nobody can be asked", async () => {
    const { confirmations: _, ...ports } = desk;
    expect(await subscribe(ports, policy, { address: email("ana@example.com"), by })).toMatchObject({
      outcome: "refused",
      wrong: [{ message: "ana@example.com has to be asked, and nobody is from here" }],
    });
    expect(desk.readers.record).toEqual([]);
  });

  test.each<[Partial<Wish>, string]>([
    [{ services: ["chekout"] }, "there is no service `chekout`: did you mean `checkout`?"],
    [{ environments: ["prod"] }, "there is no environment `prod`"],
    [{ events: ["step.faild"] }, "there is no event `step.faild`: did you mean `step.failed`?"],
    [{ severity: "bad" }, "there is no severity `bad`"],
    [{ digest: "weekly" }, "`weekly` is not understood"],
    [{ quiet: "22-7" }, "`22-7` is not understood"],
    [{ quiet: "22:00-22:00" }, "22:00-22:00 ends when it begins"],
    [{ timezone: "Mars/Base" }, "there is no time zone `Mars/Base`"],
    [{ address: email("ana@") }, "`ana@` is no mail address"],
    [{ address: email("a@b.example, c@d.example") }, "is no mail address"],
    [{ address: { channel: "slack", to: "payments" } }, "`payments` is neither a channel of Slack nor a user's id"],
  ])("%o is refused", async (more, message) => {
    const answer = await desk.wish(more);
    expect(answer).toMatchObject({ outcome: "refused", wrong: [{ message: expect.stringContaining(message) }] });
    expect(desk.readers.record).toEqual([]);
  });
});

describe("unsubscribing", () => {
  const leave = (to: string, id?: string) =>
    unsubscribe(desk, policy, { address: email(to), by, ...(id !== undefined && { id }) });

  test("ends what is one's own, and silences what the configuration names", async () => {
    await desk.wish({ address: email("payments@example.com") });
    expect(await leave("payments@example.com")).toMatchObject({
      outcome: "unsubscribed",
      ended: [expect.any(String)],
      silenced: true,
    });
    const { subscriptions, silenced } = await desk.readers.read();
    expect([subscriptions.length, silenced.length]).toEqual([0, 1]);
    expect(await leave("payments@example.com")).toMatchObject({ outcome: "unchanged" });
  });

  test("is told to the other addresses of every team that names it, again where that may have failed", async () => {
    const media = { name: "media", timezone: "UTC", email: ["payments@example.com"] };
    const both = { ...policy, teams: { ...policy.teams, media } };
    const leaves = () => unsubscribe(desk, both, { address: email("payments@example.com"), by });
    expect(await leaves()).toMatchObject({ outcome: "unsubscribed", unheard: ["media"] });
    expect(desk.bus.events).toMatchObject([
      { type: "address.unsubscribed", detail: { team: "payments", address: "payments@example.com", by } },
      { type: "address.unsubscribed", detail: { team: "media", address: "payments@example.com", by } },
    ]);
    const ids = desk.bus.events.map(({ detail }) => detail.id);
    desk.clock.advance({ minutes: 1 });
    expect(await leaves()).toMatchObject({ outcome: "unchanged" });
    expect(desk.bus.events.map(({ detail }) => detail.id)).toEqual([...ids, ...ids]);
    expect(desk.readers.record).toHaveLength(1);
  });

  test("is told to nobody where the configuration goes on", async () => {
    const { outcome } = await desk.wish({ address: email("payments@example.com") });
    expect(outcome).toBe("subscribed");
    await unsubscribe(desk, policy, { address: email("payments@example.com"), ownOnly: true, by });
    await desk.wish({ address: email("payments@example.com") });
    const [one] = (await desk.readers.read()).subscriptions;
    await leave("payments@example.com", one?.id);
    expect(desk.bus.events).toEqual([]);
  });

  test("holds until its reader says otherwise, whoever subscribes the address again", async () => {
    for (const to of ["payments@example.com", "ana@example.com"]) {
      const before = desk.asked.length;
      const first = await desk.wish({ address: email(to) });
      if (!("subscription" in first)) throw new Error("not subscribed");
      const confirmed = { ...first.subscription, status: "active" } as const;
      await desk.readers.save(confirmed, { at: desk.clock.now(), by, what: "confirmed" });
      // As the page behind the link in a mail does.
      const silenced = { address: email(to), why: "unsubscribed", at: desk.clock.now() } as const;
      await desk.readers.silence(silenced, { at: desk.clock.now(), by: "a link in a mail", what: "silenced" });
      desk.clock.advance({ minutes: 1 });

      const again = await desk.wish({ address: email(to), by: "mallory" });
      expect(again).toMatchObject({ outcome: "asked", subscription: { id: first.subscription.id, status: "pending" } });
      expect(desk.asked.length).toBeGreaterThan(before);
      expect((await desk.readers.read()).silenced).toContainEqual(silenced);
    }
  });

  test("ends one of several", async () => {
    await desk.wish();
    desk.clock.advance({ minutes: 1 });
    await desk.wish({ services: ["checkout"] });
    const [first] = (await desk.readers.read()).subscriptions;
    expect(await leave("ana@example.com", first?.id)).toMatchObject({ ended: [first?.id], silenced: false });
    expect((await desk.readers.read()).subscriptions).toHaveLength(1);
    expect(await leave("ana@example.com", "other")).toEqual({
      outcome: "unchanged",
      reason: "ana@example.com has no subscription other",
    });
  });

  test("says where there is nothing to end", async () => {
    expect(await leave("nobody@example.com")).toEqual({
      outcome: "unchanged",
      reason: "nothing is sent to nobody@example.com",
    });
  });
});

describe("a channel that is subscribed by its id", () => {
  const there = { address: { channel: "slack", to: "C012AB3CD" }, channelName: "payments" } as const;

  test("is the one that the configuration names", async () => {
    expect(await desk.wish(there)).toMatchObject({
      outcome: "subscribed",
      subscription: { id: expect.stringContaining("own/slack/#payments/"), ...there },
    });
    const named = { channel: "slack", to: "#payments" } as const;
    expect(await desk.wish({ address: named })).toEqual({
      outcome: "unchanged",
      reason: "#payments is subscribed to that already",
    });
    expect(await unsubscribe(desk, policy, { ...there, by })).toMatchObject({
      silenced: true,
      ended: [expect.anything()],
    });
    expect((await desk.readers.read()).silenced).toMatchObject([{ address: named }]);
    await desk.wish(there);
    expect((await desk.readers.read()).silenced).toEqual([]);
  });

  test("is itself where the configuration names another", async () => {
    const other = { ...there, channelName: "random" };
    expect(await desk.wish(other)).toMatchObject({
      subscription: { id: expect.stringContaining("own/slack/C012AB3CD/") },
    });
    expect(await unsubscribe(desk, policy, { ...other, by })).toMatchObject({ silenced: false });
  });
});
