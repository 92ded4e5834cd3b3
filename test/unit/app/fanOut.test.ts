import { memoryPorts } from "@ami-refresh/core/adapters/memory/ports.ts";
import { fanOut } from "@ami-refresh/core/app/fanOut.ts";
import { granted, wanted } from "@ami-refresh/core/docs/events/examples.ts";
import type { Policy } from "@ami-refresh/core/domain/policy.ts";
import type { Subscription } from "@ami-refresh/core/domain/subscription.ts";
import type { TeamEvent } from "@ami-refresh/core/notify/describe/index.ts";
import type { Deliveries } from "@ami-refresh/core/ports.ts";
import { expect, test } from "vitest";
import { aService } from "../../support/policy.ts";
import { aKept, audit } from "../../support/readers.ts";
import { deliveriesOf, enveloped, tell } from "../../support/telling.ts";
import { paused, policy, rejected, skipped, started } from "../notify/events.ts";

const asking: Policy = {
  ...policy,
  teams: {
    payments: { name: "payments", timezone: "UTC", email: ["payments@example.com"] },
    security: { name: "security", timezone: "UTC", email: ["security@example.com", "payments@example.com"] },
    media: { name: "media", timezone: "UTC", email: ["media@example.com"] },
  },
  services: { checkout: aService({ production: { approval: { teams: ["payments", "security"] } } }) },
};
const ports = () => memoryPorts("2026-11-25T09:40:00Z");

test("who may approve is asked, whosever the service is, and hears the answer; an address of two teams once", async () => {
  for (const event of [wanted, granted]) {
    const to = ports();
    await tell(to, asking, event);
    expect(to.mail.messages.map((message) => message.to)).toEqual(["payments@example.com", "security@example.com"]);
    expect(to.mail.messages[1]?.text).toContain(
      "For team security, which may approve it; checkout belongs to payments.",
    );
  }
});

test("what is no approval concerns the service's team alone", async () => {
  const to = ports();
  await tell(to, asking, started);
  expect(to.mail.messages.map((message) => message.to)).toEqual(["payments@example.com"]);
});

const subscriber = (id: string, to: string, more: Partial<Subscription> = {}): Subscription => ({
  id,
  address: { channel: "email", to },
  timezone: "America/New_York",
  filter: {},
  pace: {},
  ...more,
});

test("people who subscribed themselves hear of what they want, in their own zone, as the service's team does", async () => {
  const to = ports();
  to.readers.add(
    subscriber("ana", "ana@example.com", { filter: { services: ["checkout"] } }),
    subscriber("bob", "bob@example.com", { filter: { services: ["ledger"] } }),
    subscriber("all", "payments@example.com"),
  );
  await tell(to, asking, started);
  expect(to.mail.messages.map((message) => message.to)).toEqual(["payments@example.com", "ana@example.com"]);
  expect(to.mail.messages[1]?.text).toContain("Times are in America/New_York.");
  expect(to.mail.messages[0]?.text).toContain("Times are in UTC.");
});

test("a channel that is subscribed by its id and configured by its name is told once, by its name", async () => {
  const to = ports();
  const address = { channel: "slack", to: "C012AB3CD" } as const;
  await to.readers.save(aKept({ id: "here", address, channelName: "payments" }), audit("subscribed"));
  await to.readers.save(aKept({ id: "other", address: { ...address, to: "C0ELSEWHERE" } }), audit("subscribed"));
  const deliveries = await deliveriesOf(to, policy, started);
  expect(deliveries.flatMap(({ subscription: { address: at } }) => (at.channel === "slack" ? at.to : []))).toEqual([
    "#payments",
    "C0ELSEWHERE",
  ]);
});

test("an image that has a family's name and is not let in is told once to each team whose services run the family", async () => {
  const to = ports();
  const runs = (name: string, team: string, families: string[]) => ({ ...aService({}, name), team, families });
  const services = {
    checkout: runs("checkout", "payments", ["al2023-base"]),
    ledger: runs("ledger", "payments", ["al2023-base"]),
    thumbnails: runs("thumbnails", "media", ["windows", "al2023-base"]),
    portal: runs("portal", "security", ["windows"]),
  };
  to.readers.add(
    subscriber("ana", "ana@example.com", { filter: { services: ["ledger"] } }),
    subscriber("ben", "ben@example.com", { filter: { services: ["portal"] } }),
    subscriber("eve", "eve@example.com", { filter: { families: ["al2023-base"] } }),
  );
  await tell(to, { ...asking, services }, rejected);
  await tell(to, { ...asking, services }, rejected);
  const told = to.mail.messages.map((message) => message.to);
  expect(told.toSorted()).toEqual(["ana@example.com", "eve@example.com", "media@example.com", "payments@example.com"]);
  expect(to.mail.messages.find((message) => message.to === "media@example.com")?.text).toContain(
    "For team media, whose services run al2023-base.",
  );
});

test("what is no message goes to Slack alone, which shows how far the rollout is", async () => {
  const to = ports();
  const skip = { ...skipped, detail: { ...skipped.detail, passes: false } };
  expect(await deliveriesOf(to, policy, skip)).toMatchObject([
    { subscription: { address: { channel: "slack" } }, team: "payments", shows: true },
  ]);
});

test("what is told to others is shown in Slack to those who may have heard of the rollout, once each, and to no one else", async () => {
  const to = ports();
  const slack = (team: string) => ({ name: team, timezone: "UTC", slack: `#${team}`, email: [`${team}@example.com`] });
  const shared = { address: { channel: "slack", to: "#payments" }, timezone: "UTC", filter: {}, pace: {} } as const;
  const teams = {
    payments: slack("payments"),
    security: { ...slack("security"), subscriptions: [shared] },
    media: slack("media"),
  };
  const person = (id: string, filter: Subscription["filter"], channel: "slack" | "email" = "slack") =>
    subscriber(id, id, { address: { channel, to: id }, filter });
  to.readers.add(
    person("U-FAILURES", { severity: "failure" }),
    person("U-STAGING", { environments: ["staging"], services: ["checkout"] }),
    person("U-LEDGER", { services: ["ledger"] }),
    person("U-WINDOWS", { families: ["windows"] }),
    person("failures@example.com", { severity: "failure" }, "email"),
  );
  const whom = async (event: TeamEvent) =>
    (await deliveriesOf(to, { ...asking, teams }, event)).map(
      ({ shows = false, subscription: { address }, team }) => `${address.to} for ${team}${shows ? ", shown" : ""}`,
    );
  const shown = ["#security for security", "U-FAILURES for payments", "U-STAGING for payments"];
  expect((await whom(started)).sort()).toEqual(
    ["#payments for payments", "payments@example.com for payments", ...shown.map((one) => `${one}, shown`)].sort(),
  );
  // Of every family.
  expect((await whom(paused)).filter((one) => one.endsWith("shown"))).toEqual(
    [...shown, "U-WINDOWS for payments"].map((one) => `${one}, shown`),
  );
  expect((await whom(rejected)).filter((one) => one.endsWith("shown"))).toEqual([]);
});

test("a thousand who subscribed are put into the queue once each, and nobody is told meanwhile", async () => {
  const to = ports();
  to.readers.add(...Array.from({ length: 1000 }, (_, n) => subscriber(`s-${n}`, `${n % 999}@example.com`)));
  const deliveries = await deliveriesOf(to, asking, started);
  expect(deliveries).toHaveLength(1000);
  expect(new Set(deliveries.map(({ subscription }) => subscription.address.to)).size).toBe(1000);
  expect(to.mail.messages).toEqual([]);
});

test("a queue that takes nothing holds up no other, and the event comes back", async () => {
  const to = ports();
  const taken: string[] = [];
  const deliveries: Deliveries = {
    send: async (kind) => {
      if (kind === "slack") throw new Error("no such queue");
      taken.push(kind);
    },
  };
  await expect(fanOut({ ...to, deliveries, later: async () => to }, policy, enveloped(started))).rejects.toThrow(
    "not everybody is told; to be tried again: no such queue",
  );
  expect(taken).toEqual(["email"]);
});

test("digests that take nothing hold up nobody who is told at once, and the event comes back", async () => {
  const to = ports();
  for (let i = 0; i < 50; i++) {
    const address = { channel: "email", to: `reader${i}@example.com` } as const;
    await to.readers.save(aKept({ id: `own-${i}`, address, pace: { digest: "hourly" } }), audit("subscribed"));
  }
  const collect = async () => Promise.reject(new Error("the digest is just being taken"));
  const digests = { ...to.digests, collect };
  const later = async () => ({ ...to, digests });
  await expect(fanOut({ ...to, later }, policy, enveloped(started))).rejects.toThrow(
    /to be tried again: the digest is just being taken$/,
  );
  expect(to.deliveries.queued.map(({ delivery }) => delivery.subscription.address.to).sort()).toEqual([
    "#payments",
    "oncall@example.com",
    "payments@example.com",
  ]);
});

test("an address that cannot be told holds up no other, and is named", async () => {
  const to = ports();
  const mail = {
    ...to.mail,
    send: async (message: Parameters<typeof to.mail.send>[0]) => {
      if (message.to === "payments@example.com") throw new Error("mailbox full");
      await to.mail.send(message);
    },
  };
  await expect(tell({ ...to, mail }, asking, wanted)).rejects.toThrow(
    /did not reach payments@example\.com of the team payments/,
  );
  expect(to.mail.messages.map((message) => message.to)).toEqual(["security@example.com"]);
});
