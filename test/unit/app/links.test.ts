import { signedLinks } from "@ami-refresh/core/adapters/aws/links.ts";
import { memoryPorts } from "@ami-refresh/core/adapters/memory/ports.ts";
import { answerLink, type LinkRequest } from "@ami-refresh/core/app/links.ts";
import { subscriptionsNow } from "@ami-refresh/core/app/readersOf.ts";
import type { Ticket } from "@ami-refresh/core/domain/subscription/ticket.ts";
import { Temporal } from "@ami-refresh/core/domain/temporal.ts";
import { toPage } from "@ami-refresh/core/pages/readerPage.ts";
import { beforeEach, describe, expect, test } from "vitest";
import { at } from "../../support/policy.ts";
import { aKept, audit } from "../../support/readers.ts";
import { policy } from "../notify/events.ts";

const now = "2026-11-24T10:00:00Z";
const address = { channel: "email", to: "payments@example.com" } as const;
const reader: Ticket = { for: "reader", address, until: at("2027-01-01T00:00:00Z") };
const toConfirm: Ticket = {
  for: "confirm",
  address: { channel: "email", to: "ana@example.com" },
  subscription: "ana-1",
  until: at("2026-11-27T10:00:00Z"),
};

function aDesk() {
  const ports = memoryPorts(now);
  const links = signedLinks({ url: "https://links.example.com/", secret: async () => "s3cret", clock: ports.clock });
  const desk = { ...ports, links };
  const ask = async (ticket: Ticket | string, request: Partial<LinkRequest> = {}) => {
    const text = typeof ticket === "string" ? ticket : (new URL(await links.to(ticket)).searchParams.get("t") ?? "");
    return answerLink(desk, policy, { method: "GET", form: {}, ...request, ticket: text });
  };
  const post = (ticket: Ticket | string, form: Record<string, string>) => ask(ticket, { method: "POST", form });
  return { ...desk, ask, post };
}
let desk: ReturnType<typeof aDesk>;
beforeEach(() => {
  desk = aDesk();
});
const silenced = async () => (await desk.readers.read()).silenced.map(({ address: { to }, why }) => `${to} ${why}`);

test("whoever has an address told again is told of to the team's others, once, and not where it was told anyway", async () => {
  const heard = () => desk.bus.events.filter(({ type }) => type === "address.heard");
  await desk.post(reader, { do: "hear" });
  expect(heard()).toEqual([]);
  await desk.post(reader, { do: "unsubscribe" });
  await desk.post(reader, { do: "hear" });
  await desk.post(reader, { do: "hear" });
  expect(heard()).toEqual([
    {
      type: "address.heard",
      detail: {
        id: `heard/payments/email/${address.to}/2026-11-24T10:00:00Z`,
        at: at(now),
        team: "payments",
        channel: "email",
        address: address.to,
        by: "a link in a mail",
      },
    },
  ]);
  expect(await silenced()).toEqual([]);
});

describe("a link that was not made here, or long ago", () => {
  test.each([
    ["", "forged"],
    ["x", "forged"],
    ["e30.e30", "forged"],
    ["e30.e30.e30", "forged"],
  ])("%s: %s", async (text, why) => {
    const page = await desk.ask(text);
    expect(page).toEqual({ kind: "wrong", why });
    expect(toPage(page)).toMatchObject({ status: 400, html: expect.stringContaining("not one of ours") });
  });

  test("that was changed", async () => {
    const link = new URL(await desk.links.to(reader)).searchParams.get("t") ?? "";
    const [payload = "", signature] = link.split(".");
    const other = Buffer.from(Buffer.from(payload, "base64url").toString().replace("payments@", "ana@"));
    expect(await desk.post(`${other.toString("base64url")}.${signature}`, { do: "unsubscribe" })).toMatchObject({
      why: "forged",
    });
    expect(await silenced()).toEqual([]);
  });

  test("that was made with another secret", async () => {
    const others = signedLinks({ url: "https://links.example.com/", secret: async () => "other", clock: desk.clock });
    const link = new URL(await others.to(reader)).searchParams.get("t") ?? "";
    expect(await desk.ask(link)).toMatchObject({ why: "forged" });
  });

  test("whose time is over", async () => {
    const page = await desk.post({ ...reader, until: at(now) }, { do: "unsubscribe" });
    expect(toPage(page)).toMatchObject({ status: 410, html: expect.stringContaining("expired") });
    expect(await silenced()).toEqual([]);
  });

  test("is not written into the log", async () => {
    await desk.ask("s3cret-looking.ticket");
    expect(JSON.stringify(desk.log.lines)).not.toContain("ticket");
    expect(desk.log.lines).toHaveLength(1);
  });
});

describe("the reader of a mail", () => {
  test("when they look, then nothing changes", async () => {
    const page = await desk.ask(reader, { form: { do: "unsubscribe", "List-Unsubscribe": "One-Click" } });
    expect(page).not.toHaveProperty("silenced");
    expect(page).toMatchObject({ kind: "reader", configured: [{ team: "payments" }], own: [] });
    expect(await silenced()).toEqual([]);
    expect(toPage(page).html).toContain("What payments@example.com is told");
  });

  test.each([{ "List-Unsubscribe": "One-Click" }, { do: "unsubscribe" }])(
    "when %o is sent, then they are told nothing, and may change their mind",
    async (form) => {
      const page = await desk.post(reader, form);
      expect(page).toMatchObject({ silenced: { why: "unsubscribed" }, done: "You are told nothing any more." });
      expect(await silenced()).toEqual(["payments@example.com unsubscribed"]);
      expect(await desk.post(reader, { do: "hear" })).not.toHaveProperty("silenced");
      expect(await silenced()).toEqual([]);
      expect(desk.readers.record.map(({ what, by }) => `${what} by ${by}`)).toEqual([
        "silenced by a link in a mail",
        "heard again by a link in a mail",
      ]);
    },
  );

  test("who unsubscribes a list does so for others: its team is told, once for each time", async () => {
    await desk.post(reader, { do: "unsubscribe" });
    // A mail program tries again where it had no answer, as where we ended on the way to the bus.
    desk.clock.advance({ seconds: 2 });
    await desk.post(reader, { "List-Unsubscribe": "One-Click" });
    const first = "unsubscribed/payments/email/payments@example.com/2026-11-24T10:00:00Z";
    const by = "a link in a mail";
    expect(desk.bus.events).toEqual(
      Array(2).fill({
        type: "address.unsubscribed",
        detail: { id: first, at: at(now), team: "payments", channel: "email", address: address.to, by },
      }),
    );
    // Whoever follows the link of an old mail says nothing new.
    desk.clock.advance({ hours: 24 });
    await desk.post(reader, { do: "unsubscribe" });
    expect(desk.bus.events).toHaveLength(2);

    await desk.post(reader, { do: "hear" });
    await desk.post(reader, { do: "unsubscribe" });
    expect(desk.bus.events.at(-1)?.detail.id).toBe(
      "unsubscribed/payments/email/payments@example.com/2026-11-25T10:00:02Z",
    );
  });

  test("where no address of the team is left, the log says so, for nobody can be told", async () => {
    const warned = () => desk.log.lines.flatMap(({ level, message }) => (level === "warn" ? [message] : []));
    const at = desk.clock.now();
    for (const to of ["#payments", "oncall@example.com"]) {
      expect(warned()).toEqual([]);
      const channel = to.startsWith("#") ? "slack" : "email";
      await desk.readers.silence({ address: { channel, to }, why: "unsubscribed", at }, audit("silenced"));
    }
    await desk.post(reader, { do: "unsubscribe" });
    expect(warned()).toEqual(["every address of the team payments is told nothing now"]);
  });

  test("of an address that is nobody's by the configuration unsubscribes it, and no team is told", async () => {
    await desk.post({ ...reader, address: { ...address, to: "ana@example.com" } }, { do: "unsubscribe" });
    expect(await silenced()).toEqual(["ana@example.com unsubscribed"]);
    expect(desk.bus.events).toEqual([]);
  });

  test("is told why nothing is sent to them, in words that cannot break out of the page, and may say that mail arrives again", async () => {
    const suspended = { address, why: "bounced", at: at(now), reason: "smtp; 550 <b>no such user</b>" } as const;
    await desk.readers.silence(suspended, audit("silenced"));
    const { html } = toPage(await desk.ask(reader));
    expect(html).toContain("Nothing is sent to this address since 2026-11-24, for a mail to it came back for good.");
    expect(html).toContain("It would be told of:");
    expect(html).toContain("smtp; 550 &lt;b&gt;no such user&lt;/b&gt;");
    expect(html).toContain("Tell me again");
    expect(await desk.post(reader, { do: "hear" })).toMatchObject({ done: "You are told again." });
    expect(await silenced()).toEqual([]);
  });

  test("may end and change their own subscriptions, and nobody else's", async () => {
    await desk.readers.save(aKept({ address, id: "mine" }), audit("subscribed"));
    await desk.readers.save(aKept({ id: "anas" }), audit("subscribed"));
    await desk.post(reader, { do: "change", id: "mine", severity: "failure", digest: "daily" });
    await desk.post(reader, { do: "end", id: "anas" });
    const { subscriptions } = await desk.readers.read();
    expect(JSON.parse(JSON.stringify(subscriptions))).toMatchObject([
      { id: "mine", filter: { severity: "failure" }, pace: { digest: { daily: "09:00:00" } } },
      { id: "anas", status: "active" },
    ]);
    await desk.post(reader, { do: "change", id: "mine", severity: "all", digest: "now" });
    expect((await desk.readers.read()).subscriptions[0]).toMatchObject({ filter: {}, pace: {} });
    const page = await desk.post(reader, { do: "end", id: "mine" });
    expect(page).toMatchObject({ own: [], done: "That subscription has ended." });
  });

  test("changes nothing of a subscription by what they do not choose, though the page could not offer it", async () => {
    const daily = Temporal.PlainTime.from("10:30");
    const theirs = { address, id: "mine", filter: { severity: "warning" }, pace: { digest: { daily } } } as const;
    const other = { address, id: "other", filter: { severity: "quiet" }, pace: { digest: "hourly" } } as const;
    for (const one of [theirs, other]) await desk.readers.save(aKept(one), audit("subscribed"));
    const { html } = toPage(await desk.ask(reader));
    expect(html).toContain('<option value="kept" selected>warnings and failures</option>');
    expect(html).toContain('<option value="kept" selected>once a day, at 10:30</option>');
    expect(html).toContain('<option value="kept" selected>everything, however little it matters</option>');

    const own = async () => (await desk.readers.read()).subscriptions.map(({ filter, pace }) => ({ filter, pace }));
    await desk.post(reader, { do: "change", id: "mine", severity: "kept", digest: "hourly" });
    await desk.post(reader, { do: "change", id: "other", severity: "kept", digest: "now" });
    expect(await own()).toEqual([
      { filter: { severity: "warning" }, pace: { digest: "hourly" } },
      { filter: { severity: "quiet" }, pace: {} },
    ]);
    await desk.readers.save(aKept(theirs), audit("changed"));
    await desk.post(reader, { do: "change", id: "mine", severity: "failure", digest: "kept" });
    expect((await own())[0]).toEqual({ filter: { severity: "failure" }, pace: { digest: { daily } } });
  });

  test("of a team's address may choose less, and when, for all who read it: its team is told, and it can be undone", async () => {
    const page = await desk.post(reader, { do: "choose", severity: "failure", digest: "daily" });
    expect(page).toMatchObject({ done: "Changed, for everybody who reads this address." });
    // Failures come at once: there is nothing to collect.
    expect(page).toHaveProperty("choice", { address, severity: "failure", at: at(now), by: "a link in a mail" });
    await expect(toPage(page).html).toMatchFileSnapshot("../../golden/page-chosen.html");
    const [told] = await subscriptionsNow(desk, policy).then((all) =>
      all.filter(({ address: { to } }) => to === address.to),
    );
    expect(told).toMatchObject({ team: "payments", filter: { severity: "failure" } });

    // What was chosen before is no change.
    for (const same of [{ severity: "failure" }, { digest: "hourly" }])
      expect(await desk.post(reader, { do: "choose", ...same })).not.toHaveProperty("done");
    desk.clock.advance({ minutes: 1 });
    expect(await desk.post(reader, { do: "choose", severity: "configured", digest: "daily" })).toMatchObject({
      choice: { digest: { daily: Temporal.PlainTime.from("09:00") } },
    });
    const later = await subscriptionsNow(desk, policy);
    expect(later.find(({ address: { to } }) => to === address.to)?.pace.digest).toEqual({
      daily: Temporal.PlainTime.from("09:00"),
    });
    desk.clock.advance({ minutes: 1 });
    const undone = await desk.post(reader, { do: "choose", severity: "configured", digest: "configured" });
    expect(undone).not.toHaveProperty("choice");
    const by = "a link in a mail";
    const common = { team: "payments", channel: "email", address: address.to, by };
    expect(desk.bus.events.map(({ type, detail }) => [type, detail])).toEqual([
      [
        "address.changed",
        {
          ...common,
          id: "changed/payments/email/payments@example.com/2026-11-24T10:00:00Z",
          at: at(now),
          severity: "failure",
        },
      ],
      ["address.changed", { ...common, id: expect.any(String), at: expect.anything(), digest: "daily 09:00" }],
      ["address.changed", { ...common, id: expect.any(String), at: desk.clock.now() }],
    ]);
    expect(desk.readers.record.map(({ what }) => what)).toEqual(["chosen", "chosen", "chosen"]);
  });

  test("who choose what the configuration says anyway change nothing, and nobody is told", async () => {
    expect(await desk.post(reader, { do: "choose", severity: "configured", digest: "now" })).not.toHaveProperty("done");
    await desk.post(reader, { do: "choose", digest: "hourly" });
    // It undoes what was chosen.
    expect(await desk.post(reader, { do: "choose", digest: "now" })).not.toHaveProperty("choice");
    expect(desk.bus.events.map(({ detail }) => "digest" in detail && detail.digest)).toEqual(["hourly", false]);

    const mine = aKept({ address, id: "mine", filter: { severity: "info" }, pace: { digest: "hourly" } });
    await desk.readers.save(mine, audit("subscribed"));
    for (const same of [{ severity: "all", digest: "hourly" }, { severity: "kept", digest: "kept" }, {}])
      expect(await desk.post(reader, { do: "change", id: "mine", ...same })).not.toHaveProperty("done");
    expect(desk.readers.record.filter(({ what }) => what === "changed")).toEqual([]);
  });

  test("of an address of nobody's team chooses for each of their subscriptions, and for nothing else", async () => {
    const anas = { ...reader, address: { ...address, to: "ana@example.com" } };
    expect(await desk.post(anas, { do: "choose", severity: "failure" })).not.toHaveProperty("done");
    expect(desk.bus.events).toEqual([]);
    expect(desk.readers.record).toEqual([]);
    expect(toPage(await desk.ask(anas)).html).not.toContain("as the configuration says");
  });

  test("sees all of it on one page", async () => {
    await desk.readers.save(aKept({ address, id: "mine", filter: { services: ["checkout"] } }), audit("subscribed"));
    await expect(toPage(await desk.ask(reader)).html).toMatchFileSnapshot("../../golden/page-reader.html");
  });

  test("when a form makes no sense, then nothing changes", async () => {
    const unknown = [
      {},
      { do: "dance" },
      { "List-Unsubscribe": "Two-Clicks" },
      { do: "change", id: "mine", digest: "yearly" },
      { do: "change", id: "mine", severity: "configured" },
      { do: "choose", digest: "yearly" },
      { do: "choose", severity: "x", digest: "hourly" },
      { do: "choose", severity: "all" },
    ] as Record<string, string>[];
    await desk.readers.save(aKept({ address, id: "mine" }), audit("subscribed"));
    const before = desk.readers.record.length;
    for (const form of unknown) {
      const page = toPage(await desk.post(reader, form));
      expect(page).toMatchObject({
        status: 400,
        html: expect.stringContaining("Open the link of the mail in a browser"),
      });
    }
    const ended = await desk.post(reader, { do: "end" });
    expect(ended).toMatchObject({ kind: "reader" });
    expect(ended).not.toHaveProperty("done");
    expect(desk.readers.record).toHaveLength(before);
    expect(desk.bus.events).toEqual([]);
    expect(toPage(await desk.ask(reader, { method: "PUT" }))).toMatchObject({ status: 405 });
  });
});

describe("who is asked whether they want to be told", () => {
  beforeEach(() => desk.readers.save(aKept({ status: "pending", by: "<b>mallory</b>" }), audit("subscribed")));

  test("when they look, then they still are not", async () => {
    const page = await desk.ask(toConfirm);
    expect(page).toMatchObject({ kind: "confirm", done: false });
    expect((await desk.readers.read()).subscriptions[0]?.status).toBe("pending");
    const { html } = toPage(page);
    expect(html).toContain("&lt;b&gt;mallory&lt;/b&gt;");
    expect(html).not.toContain("<b>mallory");
  });

  test("when they say yes, then they are, and saying so again changes nothing", async () => {
    expect(await desk.post(toConfirm, { do: "confirm" })).toMatchObject({ done: true });
    expect(await desk.post(toConfirm, { do: "confirm" })).toMatchObject({ done: true });
    expect((await desk.readers.read()).subscriptions[0]?.status).toBe("active");
    expect(desk.readers.record.filter(({ what }) => what === "confirmed")).toHaveLength(1);
  });

  test("when a form does not say yes, then they still are not", async () => {
    expect(toPage(await desk.post(toConfirm, { "List-Unsubscribe": "One-Click" })).status).toBe(400);
    expect((await desk.readers.read()).subscriptions[0]?.status).toBe("pending");
  });

  test("when it has ended meanwhile, then it stays so", async () => {
    await desk.readers.save(aKept({ status: "ended" }), audit("ended"));
    expect(toPage(await desk.post(toConfirm, { do: "confirm" })).status).toBe(410);
    expect((await desk.readers.read()).subscriptions).toEqual([]);
  });

  test("a ticket to look is none to confirm", async () => {
    await desk.post({ ...toConfirm, for: "reader" }, { do: "confirm" });
    expect((await desk.readers.read()).subscriptions[0]?.status).toBe("pending");
  });
});
