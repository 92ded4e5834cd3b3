import { readFileSync } from "node:fs";
import { memoryPorts } from "@ami-refresh/core/adapters/memory/ports.ts";
import { MailFeedback, verdictOn } from "@ami-refresh/core/app/suspend/mailFeedback.ts";
import { suspend } from "@ami-refresh/core/app/suspend.ts";
import type { Policy } from "@ami-refresh/core/domain/policy.ts";
import { beforeEach, describe, expect, test } from "vitest";
import { at } from "../../support/policy.ts";
import { aKept, audit } from "../../support/readers.ts";
import { policy } from "../notify/events.ts";

type Fields = Readonly<Record<string, unknown>>;
/** SES's documented examples, as events of the default bus (docs: event-publishing-retrieving-sns-examples). */
const fixture = (name: string) => JSON.parse(readFileSync(`test/fixtures/events/ses-email.${name}.json`, "utf8"));

function bounce({ to = ["payments@example.com"], sentAt, time, ...more }: Fields = {}): MailFeedback {
  const event = fixture("bounced");
  Object.assign(event.detail.bounce, more);
  event.detail.mail.destination = to;
  if (sentAt) event.detail.mail.timestamp = sentAt;
  if (time) event.time = time;
  return MailFeedback.parse(event);
}
function complaint(more: Fields = {}): MailFeedback {
  const event = fixture("complaint-received");
  Object.assign(event.detail.complaint, more);
  return MailFeedback.parse(event);
}

function aDesk(configuration: Policy = policy) {
  const ports = memoryPorts("2026-11-23T09:12:45Z");
  return {
    ...ports,
    take: (feedback: MailFeedback) => suspend(ports, configuration, feedback),
    silenced: async () => (await ports.readers.read()).silenced,
    ignored: () => ports.log.lines.flatMap(({ fields }) => fields?.ignored ?? []),
  };
}
let desk: ReturnType<typeof aDesk>;
beforeEach(() => {
  desk = aDesk();
});

describe("what SES says of a mail", () => {
  const recipient = (diagnosticCode?: string) => ({ bouncedRecipients: [{ emailAddress: "x", diagnosticCode }] });
  test.each<[string, MailFeedback, unknown]>([
    ["a permanent bounce", bounce(), { why: "bounced", reason: "smtp; 550 5.1.1 user unknown" }],
    ["without a word of its server", bounce(recipient()), { why: "bounced", reason: "General" }],
    [
      "without any word",
      bounce({ ...recipient(), bounceSubType: undefined }),
      { why: "bounced", reason: "its mail server says no more" },
    ],
    [
      "of an address on SES's list",
      bounce({ ...recipient("x"), bounceSubType: "OnAccountSuppressionList" }),
      {
        why: "bounced",
        reason: "not sent, for it is on Amazon SES's suppression list (OnAccountSuppressionList): x",
      },
    ],
    [
      "a full mailbox",
      bounce({ bounceType: "Transient", bounceSubType: "MailboxFull", ...recipient() }),
      { ignored: "it bounced, but not for good (Transient): MailboxFull" },
    ],
    [
      "an out-of-office reply without recipients",
      bounce({ bounceType: "Undetermined", bounceSubType: "Undetermined", bouncedRecipients: [] }),
      { ignored: "it bounced, but not for good (Undetermined): Undetermined" },
    ],
    ["a complaint", complaint(), { why: "complained", reason: "abuse" }],
    [
      "a complaint without a type",
      complaint({ complaintFeedbackType: undefined }),
      { why: "complained", reason: "its provider says no more" },
    ],
    [
      "that it is no spam",
      complaint({ complaintFeedbackType: "not-spam" }),
      { ignored: "its reader says that it is no spam" },
    ],
  ])("%s", (_, feedback, verdict) => {
    expect(verdictOn(feedback)).toEqual(verdict);
  });

  test("takes up one short line, whatever a mail server writes", () => {
    const verdict = verdictOn(bounce(recipient(`smtp; 550-5.1.1\r\n<b>no\u202e such</b>\0 ${"user ".repeat(200)}`)));
    if ("ignored" in verdict) throw new Error("ignored");
    expect(verdict.reason).toMatch(/^smtp; 550-5\.1\.1 <b>no such<\/b> user .*…$/);
    expect(verdict.reason.length).toBeLessThanOrEqual(300);
    expect(verdictOn(bounce(recipient("\r\n")))).toMatchObject({ reason: "General" });
  });

  test.each([
    ["no time", { time: undefined }],
    ["another source", { source: "my.ses" }],
    ["another kind", { "detail-type": "Email Opened" }],
    ["no detail", { detail: {} }],
  ])("is refused where it has %s", (_, change) => {
    expect(MailFeedback.safeParse({ ...fixture("bounced"), ...change }).success).toBe(false);
  });
});

describe("an address of a team", () => {
  test("is told nothing any more once a mail to it came back for good, and its team is told", async () => {
    await desk.take(bounce());
    expect(await desk.silenced()).toEqual([
      {
        address: { channel: "email", to: "payments@example.com" },
        why: "bounced",
        at: at("2026-11-23T09:12:44Z"),
        reason: "smtp; 550 5.1.1 user unknown",
      },
    ]);
    expect(desk.readers.record).toEqual([{ at: at("2026-11-23T09:12:44Z"), by: "Amazon SES", what: "silenced" }]);
    expect(desk.bus.events).toEqual([
      {
        type: "address.suspended",
        detail: {
          id: "suspended/payments/email/payments@example.com/2026-11-23T09:12:44Z",
          at: at("2026-11-23T09:12:44Z"),
          team: "payments",
          channel: "email",
          address: "payments@example.com",
          why: "bounced",
          reason: "smtp; 550 5.1.1 user unknown",
        },
      },
    ]);
    expect(desk.metrics.metrics).toEqual([{ name: "AddressesSuspended", value: 1, about: { channel: "email" } }]);
  });

  test("and so once its reader has marked one as spam", async () => {
    await desk.take(complaint());
    expect(await desk.silenced()).toMatchObject([{ why: "complained", reason: "abuse" }]);
    expect(desk.bus.events).toMatchObject([{ detail: { team: "payments", why: "complained" } }]);
  });

  test.each([
    bounce({ bounceType: "Transient" }),
    complaint({ complaintFeedbackType: "not-spam" }),
    bounce({ to: ["payments@example.com", "oncall@example.com"] }),
    bounce({ to: [] }),
  ])("is told as ever where that is no reason (%#), and the log says why", async (feedback) => {
    await desk.take(feedback);
    expect(await desk.silenced()).toEqual([]);
    expect(desk.bus.events).toEqual([]);
    expect(desk.ignored()).toHaveLength(1);
  });

  test("is one event for each team that it belongs to", async () => {
    const media = { name: "media", timezone: "UTC", email: ["payments@example.com"] };
    desk = aDesk({ ...policy, teams: { ...policy.teams, media } });
    await desk.take(bounce());
    expect(desk.bus.events.map(({ detail }) => detail)).toMatchObject([{ team: "payments" }, { team: "media" }]);
    expect(new Set(desk.bus.events.map(({ detail }) => detail.id)).size).toBe(2);
  });
});

describe("when it is said again, or late", () => {
  test("the same event is the same, and tells again by the same id whoever was not told", async () => {
    await desk.take(bounce());
    await desk.take(bounce());
    expect(desk.bus.events.map(({ detail }) => detail.id)).toEqual([
      "suspended/payments/email/payments@example.com/2026-11-23T09:12:44Z",
      "suspended/payments/email/payments@example.com/2026-11-23T09:12:44Z",
    ]);
    expect(desk.readers.record).toHaveLength(1);
  });

  test("further mails that come back are no news", async () => {
    await desk.take(bounce());
    await desk.take(bounce({ time: "2026-11-23T09:12:50Z" }));
    await desk.take(complaint());
    expect(desk.bus.events).toHaveLength(1);
    expect(desk.ignored()).toEqual([
      "payments@example.com is told nothing since 2026-11-23T09:12:44Z already: bounced",
      "payments@example.com is told nothing since 2026-11-23T09:12:44Z already: bounced",
    ]);
  });

  test("what is said of a mail from before somebody took the address up again changes nothing, of one after it does", async () => {
    const address = { channel: "email", to: "payments@example.com" } as const;
    await desk.take(bounce());
    await desk.readers.hear(address, { at: at("2026-11-23T10:00:00Z"), by: "ana (cli)", what: "heard again" });
    await desk.take(bounce());
    await desk.take(bounce({ time: "2026-11-23T11:00:00Z", sentAt: "2026-11-23T09:59:59.9Z" }));
    expect(await desk.silenced()).toEqual([]);
    expect(desk.ignored()).toEqual(Array(2).fill("payments@example.com was taken up again since that mail was sent"));

    await desk.take(bounce({ time: "2026-11-23T10:00:09Z", sentAt: "2026-11-23T10:00:00Z" }));
    expect(await desk.silenced()).toMatchObject([{ why: "bounced", at: at("2026-11-23T10:00:09Z") }]);
    expect(new Set(desk.bus.events.map(({ detail }) => detail.id)).size).toBe(2);
  });

  test("an address whose reader has unsubscribed stays so", async () => {
    const address = { channel: "email", to: "payments@example.com" } as const;
    await desk.readers.silence({ address, why: "unsubscribed", at: at("2026-11-23T09:12:44Z") }, audit("silenced"));
    await desk.take(bounce());
    expect(await desk.silenced()).toMatchObject([{ why: "unsubscribed" }]);
    expect(desk.bus.events).toEqual([]);
  });
});

describe("an address of nobody's team", () => {
  const to = ["ana@example.com"];

  test("is told nothing any more, and no team hears of it", async () => {
    await desk.readers.save(aKept(), audit("subscribed"));
    await desk.take(bounce({ to }));
    expect(await desk.silenced()).toMatchObject([{ address: { to: "ana@example.com" } }]);
    expect(desk.bus.events).toEqual([]);
    expect(desk.metrics.metrics).toHaveLength(1);
  });

  test("that was asked to confirm is asked no more: what waits for it has ended", async () => {
    await desk.readers.save(aKept({ status: "pending" }), audit("subscribed"));
    await desk.readers.save(aKept({ id: "active" }), audit("subscribed"));
    await desk.readers.save(
      aKept({ id: "bens", status: "pending", address: { channel: "email", to: "ben@example.com" } }),
      audit("subscribed"),
    );
    await desk.take(bounce({ to }));
    const { subscriptions } = await desk.readers.read();
    expect(subscriptions.map(({ id, status }) => [id, status])).toEqual([
      ["active", "active"],
      ["bens", "pending"],
    ]);
    expect(desk.readers.record.slice(-2)).toMatchObject([
      { by: "Amazon SES", what: "silenced" },
      { by: "Amazon SES", what: "ended" },
    ]);
  });
});
