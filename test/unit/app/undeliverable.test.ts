import { encodeEvent } from "@ami-refresh/core/adapters/aws/domainEvent.ts";
import { memoryPorts } from "@ami-refresh/core/adapters/memory/ports.ts";
import { claimLasts } from "@ami-refresh/core/app/claimLasts.ts";
import { deliver } from "@ami-refresh/core/app/deliver.ts";
import { slackChannel } from "@ami-refresh/core/channels/slack.ts";
import { webhookChannel } from "@ami-refresh/core/channels/webhook.ts";
import { undeliverable } from "@ami-refresh/core/docs/events/examples.ts";
import type { Policy } from "@ami-refresh/core/domain/policy.ts";
import type { Delivery } from "@ami-refresh/core/domain/subscription/delivery.ts";
import type { DomainEvent } from "@ami-refresh/core/events.ts";
import { describe, expect, test } from "vitest";
import { deliverBy, deliveriesOf, tell } from "../../support/telling.ts";
import { failed, paused, policy, skipped, started } from "../notify/events.ts";

const scene = () => memoryPorts("2026-12-01T10:24:05Z");
const isArchived = async () => Promise.reject(new Error("is_archived"));
const closed = { post: isArchived, update: isArchived };

/** Delivers what an event brings for Slack, whose channel is closed, for the last time; what that puts on the bus. */
async function lastAttempt(event: DomainEvent, to = scene(), configuration = policy) {
  const [delivery] = await deliveriesOf(to, configuration, event);
  if (!delivery) throw new Error("nobody is told");
  const channel = slackChannel({ ...to, chat: { ...to.chat, ...closed } });
  const given = { ...to, channel };
  await expect(deliver(given, configuration, delivery, { last: false })).rejects.toThrow("is_archived");
  expect(to.bus.events).toEqual([]);
  await expect(deliver(given, configuration, delivery, { last: true })).rejects.toThrow("is_archived");
  return to.bus.events;
}

describe("a message that did not arrive the last time it was tried", () => {
  test("is an event, that says which, where and why", async () => {
    expect(await lastAttempt(started)).toMatchObject([
      { type: "subscription.undeliverable", detail: { ...undeliverable.detail, reason: "is_archived" } },
    ]);
  });

  test("is the same event again on the same day, whatever it told of, and another on the next", async () => {
    const to = scene();
    const [first] = await lastAttempt(started, to);
    to.bus.events.splice(0);
    const [second] = await lastAttempt(failed, to);
    expect(second?.detail.id).toBe(first?.detail.id);
    to.bus.events.splice(0);
    to.clock.advance({ hours: 24 });
    const [third] = await lastAttempt(paused, to);
    expect(third?.detail.id).not.toBe(first?.detail.id);
  });

  test("is one too where no link to the rollout's page can be made", async () => {
    const to = scene();
    const [delivery] = await deliveriesOf(to, policy, started);
    if (!delivery) throw new Error("nobody is told");
    const channel = slackChannel({ ...to, pages: { to: async () => Promise.reject(new Error("no secret")) } });
    await expect(deliver({ ...to, channel }, policy, delivery, { last: true })).rejects.toThrow("did not reach");
    expect(to.bus.events).toMatchObject([{ type: "subscription.undeliverable", detail: { reason: "no secret" } }]);
    expect(await to.sent.claim(`${started.detail.id}/slack/#payments`, claimLasts)).toBe("claimed");
  });

  test("is told to the team's other addresses, and not to the one that failed", async () => {
    const to = scene();
    await tell(to, policy, undeliverable);
    expect(to.chat.messages).toEqual([]);
    expect(to.mail.messages.map((mail) => mail.to)).toEqual(["payments@example.com", "oncall@example.com"]);
    expect(to.mail.messages[0]).toMatchObject({ conversation: "addresses/payments" });
  });

  test("is told to no other team, and to nobody who made a subscription for himself", async () => {
    const to = scene();
    const others: Policy = {
      ...policy,
      teams: { ...policy.teams, media: { name: "media", timezone: "UTC", email: ["media@example.com"] } },
    };
    to.readers.add({
      id: "ana",
      address: { channel: "email", to: "ana@example.com" },
      timezone: "UTC",
      filter: {},
      pace: {},
    });
    await tell(to, others, undeliverable);
    expect(to.mail.messages).toHaveLength(2);
  });

  test("and was itself such a message is in the log only", async () => {
    const mail = { ...undeliverable, detail: { ...undeliverable.detail, channel: "email" as const, address: "x" } };
    const to = scene();
    expect(await lastAttempt(mail, to)).toEqual([]);
    expect(to.log.lines.at(-1)).toMatchObject({
      level: "warn",
      message: expect.stringContaining("nobody else is told"),
    });
  });

  test("and is none, but a change of the message above, is no event", async () => {
    const to = scene();
    await tell(to, policy, started);
    expect(await lastAttempt({ ...skipped, detail: { ...skipped.detail, passes: false } }, to)).toEqual([]);
  });

  test("still fails where the bus does not take that either", async () => {
    const to = scene();
    const bus = { put: async () => Promise.reject(new Error("no bus")) };
    const [delivery] = await deliveriesOf(to, policy, started);
    if (!delivery) throw new Error("nobody is told");
    const channel = slackChannel({ ...to, chat: { ...to.chat, ...closed } });
    await expect(deliver({ ...to, bus, channel }, policy, delivery, { last: true })).rejects.toThrow("is_archived");
    expect(to.log.lines.at(-1)).toMatchObject({ level: "warn", message: expect.stringContaining("no bus") });
  });
});

test("of a person's own subscription nobody else hears that it failed", async () => {
  const to = scene();
  const address = { channel: "slack", to: "U0123456789" } as const;
  to.readers.add({ id: "ana", address, timezone: "UTC", filter: {}, pace: {} });
  expect(await lastAttempt(started, to, { ...policy, teams: {} })).toEqual([]);
});

test("a delivery in the wrong queue is refused with words", async () => {
  const to = scene();
  const [delivery] = await deliveriesOf(to, policy, started);
  if (!delivery) throw new Error("nobody is told");
  await deliverBy(to, policy, delivery);
  const channel = { ...slackChannel(to), kind: "email" as const };
  await expect(deliver({ ...to, channel }, policy, delivery)).rejects.toThrow(
    "this is the queue of email, and no way to slack",
  );
});

describe("a webhook that is gone", () => {
  const url = "https://hooks.example.com/ami-refresh";
  const delivery: Delivery = {
    kind: "event",
    subscription: {
      id: "payments/webhook",
      address: { channel: "webhook", to: url, secret: "changes" },
      team: "payments",
      timezone: "UTC",
    },
    team: "payments",
    event: { source: "ami-refresh", "detail-type": started.type, detail: encodeEvent(started).detail },
  };

  test("is undeliverable at once, and is not called for it again", async () => {
    const to = scene();
    const calls: string[] = [];
    const post = async ({ id }: { id: string }) => {
      calls.push(id);
      return "gone" as const;
    };
    const given = { ...to, channel: webhookChannel({ webhooks: { post } }) };
    await deliver(given, policy, delivery);
    await deliver(given, policy, delivery);
    expect(calls).toEqual([`${started.detail.id}/${url}`]);
    expect(to.bus.events).toMatchObject([
      { type: "subscription.undeliverable", detail: { channel: "webhook", address: url } },
    ]);
  });
});
