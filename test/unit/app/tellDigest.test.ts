import { memoryPorts } from "@ami-refresh/core/adapters/memory/ports.ts";
import { tellDigest } from "@ami-refresh/core/app/tellDigest.ts";
import { emailChannel } from "@ami-refresh/core/channels/email.ts";
import { slackChannel } from "@ami-refresh/core/channels/slack.ts";
import { undeliverable } from "@ami-refresh/core/docs/events/examples.ts";
import type { DigestDue } from "@ami-refresh/core/domain/subscription/digestDue.ts";
import type { ChannelKind } from "@ami-refresh/core/domain/subscription.ts";
import type { Temporal } from "@ami-refresh/core/domain/temporal.ts";
import type { DomainEvent } from "@ami-refresh/core/events.ts";
import type { Channel } from "@ami-refresh/core/ports.ts";
import { describe, expect, test } from "vitest";
import { at } from "../../support/policy.ts";
import { aKept, audit } from "../../support/readers.ts";
import { of } from "../notify/digests.ts";
import { comingUp, completed, everyKind, failed, planned, policy, started } from "../notify/events.ts";

const dueAt = at("2026-12-02T09:00:00Z");
const due = (channel: ChannelKind, to: string) => ({
  kind: "digest" as const,
  subscription: { id: `payments/${channel}/${to}`, address: { channel, to }, team: "payments", timezone: "Asia/Tokyo" },
  dueAt,
});
const byMail = due("email", "ana@example.com");

async function collected(events: readonly DomainEvent[], { subscription }: DigestDue = byMail) {
  const ports = memoryPorts(dueAt);
  for (const event of events) await ports.digests.collect({ subscription: subscription.id, dueAt }, event);
  return { ...ports, channel: emailChannel(ports) as Channel };
}
const failing: Channel = {
  kind: "email",
  deliver: async () => {
    throw new Error("nobody is there");
  },
};

test("all that was collected is one mail, in the reader's zone, however often it is due", async () => {
  const ports = await collected([planned, started]);
  await tellDigest(ports, policy, byMail);
  await tellDigest(ports, policy, byMail);
  expect(ports.mail.messages).toHaveLength(1);
  const [mail] = ports.mail.messages;
  expect(mail).toMatchObject({ to: "ana@example.com", about: { event: "digest" } });
  expect(mail?.text).toContain("Times are in Asia/Tokyo.");
  expect(mail).not.toHaveProperty("conversation");
  expect(mail).not.toHaveProperty("calendar");
});

test("it leads to the image's page in the console of the region", async () => {
  const ports = await collected([planned]);
  await tellDigest({ ...ports, region: "eu-west-2" }, policy, byMail);
  expect(ports.mail.messages[0]?.text).toContain(`#ImageDetails:imageId=${planned.detail.image.id}`);
});

test("in Slack it is a message of its own, and no rollout's", async () => {
  const reader = due("slack", "#payments");
  const ports = await collected([planned, completed], reader);
  await tellDigest({ ...ports, channel: slackChannel(ports) }, policy, reader);
  expect(ports.chat.messages.map(({ about, threadTs }) => [about.event, threadTs])).toEqual([["digest", undefined]]);
});

test("of nothing nobody is told", async () => {
  const ports = await collected([]);
  await tellDigest(ports, policy, byMail);
  expect(ports.mail.messages).toEqual([]);
});

test("one that fails is told again with the same in it, and says so to the team where nobody tries again", async () => {
  const ports = await collected([planned]);
  await expect(tellDigest({ ...ports, channel: failing }, policy, byMail)).rejects.toThrow(
    "the digest of 2026-12-02T09:00:00Z did not reach ana@example.com of the team payments by email (nobody is there)",
  );
  expect(ports.bus.events).toEqual([]);
  await expect(tellDigest({ ...ports, channel: failing }, policy, byMail, { last: true })).rejects.toThrow();
  expect(ports.bus.events).toMatchObject([
    { type: "subscription.undeliverable", detail: { address: "ana@example.com", event: { type: "digest" } } },
  ]);
  await tellDigest(ports, policy, byMail);
  expect(ports.mail.messages).toHaveLength(1);
});

test("that another address cannot be reached is not told on and on where this one cannot either", async () => {
  const ports = await collected([undeliverable]);
  await expect(tellDigest({ ...ports, channel: failing }, policy, byMail, { last: true })).rejects.toThrow();
  expect(ports.bus.events).toEqual([]);
});

describe("a reminder", () => {
  const { dueAt: date } = comingUp.detail;
  const textAt = async (moment: Temporal.Instant, events: readonly DomainEvent[]) => {
    const ports = await collected(events);
    ports.clock.set(moment);
    await tellDigest(ports, policy, byMail);
    return ports.mail.messages[0]?.text;
  };
  const fiveHoursBefore = date.subtract({ hours: 5 });

  test("counts from when the digest is told", async () => {
    expect(await textAt(fiveHoursBefore, [comingUp])).toContain(
      "production is due in 5 hours, on Tue 1 Dec 2026, 19:00",
    );
  });

  test("is none when its date has passed, and the rest is told", async () => {
    for (const passed of [date, date.add({ hours: 1 })]) {
      const text = await textAt(passed, [comingUp, of(started, "ledger")]);
      expect(text).not.toContain("is due");
      expect(text).toContain("ledger");
      expect(await textAt(passed, [comingUp])).toBeUndefined();
    }
  });

  test("that the time to approve is nearly up counts from then too, and is none when it is up", async () => {
    const due = everyKind["approval-due"];
    if (due?.type !== "approval.due") throw new Error("there is no such example");
    const { until } = due.detail;
    expect(await textAt(until.subtract({ hours: 2 }), [due])).toContain(
      "still waits for approval, for another 2 hours",
    );
    expect(await textAt(until, [due])).toBeUndefined();
  });

  test("stands where it stood among what happened", async () => {
    const later = { ...started, detail: { ...started.detail, at: comingUp.detail.at.add({ minutes: 1 }) } };
    const text = await textAt(fiveHoursBefore, [comingUp, later]);
    expect(text).toContain("the refresh of production has started");
    expect(text).not.toContain("is due");
  });
});

describe("who does not want it any more when it is due, is not told:", () => {
  const { address } = byMail.subscription;

  test("an address that is told nothing", async () => {
    const ports = await collected([planned]);
    await ports.readers.silence({ address, why: "unsubscribed", at: dueAt }, audit("silenced"));
    await tellDigest(ports, policy, byMail);
    expect(ports.mail.messages).toEqual([]);
    expect(ports.log.lines.map(({ message }) => message)).toEqual([
      "not told: ana@example.com does not want it any more",
    ]);
    await ports.readers.hear(address, audit("heard again"));
    await tellDigest(ports, policy, byMail);
    expect(ports.mail.messages).toHaveLength(1);
  });

  test("an address for which failures only were chosen meanwhile, of whatever is none", async () => {
    const ports = await collected([planned, failed]);
    const choice = { address, severity: "failure", at: dueAt, by: "a link in a mail" } as const;
    await ports.readers.choose(choice, audit("chosen"));
    await tellDigest(ports, policy, byMail);
    const text = ports.mail.messages[0]?.text;
    expect(text).toContain("failed");
    expect(text).not.toContain("Planned");

    const quiet = await collected([planned]);
    await quiet.readers.choose(choice, audit("chosen"));
    await tellDigest(quiet, policy, byMail);
    expect(quiet.mail.messages).toEqual([]);
  });

  test.each([
    ["pending", 0],
    ["active", 1],
    ["ended", 0],
  ] as const)("a person whose subscription is %s: %i", async (status, count) => {
    const subscription = { id: "own/email/ana@example.com/1", address, timezone: "Asia/Tokyo" };
    const ports = await collected([planned], { ...byMail, subscription });
    await ports.readers.save(aKept({ id: subscription.id, address, status }), audit("changed"));
    await tellDigest(ports, policy, { ...byMail, subscription });
    expect(ports.mail.messages).toHaveLength(count);
  });
});
