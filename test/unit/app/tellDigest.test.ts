import { memoryPorts } from "@ami-refresh/core/adapters/memory/ports.ts";
import { tellDigest } from "@ami-refresh/core/app/tellDigest.ts";
import { emailChannel } from "@ami-refresh/core/channels/email.ts";
import { slackChannel } from "@ami-refresh/core/channels/slack.ts";
import { undeliverable } from "@ami-refresh/core/docs/events/examples.ts";
import type { ChannelKind } from "@ami-refresh/core/domain/subscription.ts";
import type { DomainEvent } from "@ami-refresh/core/events.ts";
import type { Channel } from "@ami-refresh/core/ports.ts";
import { expect, test } from "vitest";
import { at } from "../../support/policy.ts";
import { completed, planned, policy, started } from "../notify/events.ts";

const dueAt = at("2026-12-02T09:00:00Z");
const due = (channel: ChannelKind, to: string) => ({
  kind: "digest" as const,
  subscription: { id: `payments/${channel}/${to}`, address: { channel, to }, team: "payments", timezone: "Asia/Tokyo" },
  dueAt,
});
const byMail = due("email", "ana@example.com");

async function collected(events: readonly DomainEvent[], { subscription } = byMail) {
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
