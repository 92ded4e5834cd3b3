import { memoryPorts } from "@ami-refresh/core/adapters/memory/ports.ts";
import { withoutLater } from "@ami-refresh/core/app/later.ts";
import { newsOf } from "@ami-refresh/core/app/newsOf.ts";
import type { Policy } from "@ami-refresh/core/domain/policy.ts";
import type { Pace, Severity, Subscription } from "@ami-refresh/core/domain/subscription.ts";
import { Temporal } from "@ami-refresh/core/domain/temporal.ts";
import type { TeamEvent } from "@ami-refresh/core/notify/describe/index.ts";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { aService, at } from "../../support/policy.ts";

const services = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`s${i}`, aService({ production: {} }, `s${i}`)]));
const policyWith = (count: number): Policy => ({
  timezone: "UTC",
  families: {},
  environments: ["production"],
  teams: {},
  services: services(count),
});
const subscriptionWith = (pace: Pace): Subscription => ({
  id: "payments/slack/#payments",
  address: { channel: "slack", to: "#payments" },
  team: "payments",
  timezone: "Europe/London",
  filter: {},
  pace,
});

type Kind = "planned" | "failed" | "wanted" | "paused";
const start = at("2026-11-24T10:00:00Z");

/** Something of a service that happened so many seconds after ten o'clock. */
function event(kind: Kind, service: number, seconds: number): TeamEvent {
  const detail = {
    id: `s${service}/${kind}`,
    at: start.add({ seconds }),
    service: `s${service}`,
    team: "payments",
    family: "base",
    image: { id: "ami-1", name: "base-1", architecture: "arm64", createdAt: start },
  };
  const step = { ...detail, environment: "production" };
  const { id, at, service: name, team } = detail;
  switch (kind) {
    case "paused": {
      const said = { scope: "everything", by: { name: "olga", kind: "slack" }, reason: "the bank is closed" } as const;
      return { type: "service.paused", detail: { id, at, service: name, team, ...said } };
    }
    case "planned":
      return { type: "rollout.planned", detail: { ...detail, steps: [] } };
    case "wanted":
      return { type: "approval.wanted", detail: { ...step, teams: ["payments"], until: start.add({ hours: 5 }) } };
    case "failed":
      return {
        type: "step.failed",
        detail: { ...step, groups: [], reason: "no capacity", rolledBack: true, startedAt: start },
      };
  }
}
const severities: Readonly<Record<Kind, Severity>> = {
  ...{ planned: "info", failed: "failure" },
  ...{ wanted: "warning", paused: "warning" },
};

/** A subscription that is told of events, and at the end of every digest. */
function aReader(pace: Pace, count: number) {
  const ports = memoryPorts(start);
  const [policy, subscription] = [policyWith(count), subscriptionWith(pace)];
  const [atOnce, digests] = [new Set<string>(), new Map<string, string[]>()];
  return {
    atOnce,
    /** Events' ids by the time at which they were told. */
    digests,
    hear: async (kind: Kind, service: number, seconds: number) => {
      const told = event(kind, service, seconds);
      const news = { ...newsOf(told, policy), severity: severities[kind] };
      const { now, errors } = await withoutLater(async () => ports, policy, told, news, [subscription], [subscription]);
      expect(errors).toEqual([]);
      if (now.length > 0) atOnce.add(told.detail.id);
    },
    pass: async (until: Temporal.Instant) => {
      for (const { subscription, dueAt } of ports.digestSchedules.takeDigests(until)) {
        const events = await ports.digests.take({ subscription: subscription.id, dueAt });
        digests.set(
          String(dueAt),
          events.map(({ detail }) => detail.id),
        );
      }
    },
    scheduled: () => ports.digestSchedules.digests().map(({ dueAt }) => String(dueAt)),
  };
}

const hourly: Pace = { digest: "hourly" };
const end = start.add({ hours: 24 * 30 });

describe("a subscription with a digest", () => {
  test("is told of everything in it, once, and of failures at once", async () => {
    const reader = aReader(hourly, 3);
    for (const n of [0, 1, 2, 1]) await reader.hear("planned", n, 60 * n);
    await reader.hear("failed", 0, 90);
    expect([...reader.atOnce]).toEqual(["s0/failed"]);
    expect(reader.scheduled()).toEqual(["2026-11-24T11:00:00Z"]);
    await reader.pass(end);
    expect([...reader.digests]).toEqual([["2026-11-24T11:00:00Z", ["s0/planned", "s1/planned", "s2/planned"]]]);
  });

  test("hears in the next one of what comes when it has been told, and not again of what was in it", async () => {
    const reader = aReader(hourly, 3);
    await reader.hear("planned", 0, 0);
    await reader.pass(at("2026-11-24T11:00:00Z"));
    await reader.hear("planned", 0, 0);
    await reader.hear("planned", 1, 3599);
    await reader.pass(end);
    expect([...reader.digests]).toEqual([
      ["2026-11-24T11:00:00Z", ["s0/planned"]],
      ["2026-11-24T12:00:00Z", ["s1/planned"]],
    ]);
  });
});

describe("an image of more services than a person reads messages of", () => {
  test("is planned in one digest, and what follows comes with the hours", async () => {
    const reader = aReader({}, 60);
    for (let n = 0; n < 60; n++) await reader.hear("planned", n, n);
    await reader.hear("planned", 100, 125);
    await reader.pass(end);
    expect(reader.atOnce.size).toBe(0);
    expect([...reader.digests].map(([time, ids]) => [time, ids.length])).toEqual([
      ["2026-11-24T10:02:00Z", 60],
      ["2026-11-24T11:00:00Z", 1],
    ]);
  });

  test("is told one by one to who hears of few", async () => {
    const reader = aReader({}, 20);
    for (let n = 0; n < 20; n++) await reader.hear("planned", n, n);
    expect(reader.atOnce.size).toBe(20);
  });

  test("fails at once, and after five times within ten minutes together", async () => {
    const reader = aReader({}, 60);
    for (let n = 0; n < 30; n++) await reader.hear("failed", n, n);
    for (let n = 0; n < 30; n++) await reader.hear("failed", n, n);
    await reader.hear("failed", 40, 601);
    await reader.pass(end);
    expect([...reader.atOnce]).toEqual(["s0/failed", "s1/failed", "s2/failed", "s3/failed", "s4/failed", "s40/failed"]);
    expect([...reader.digests].map(([time, ids]) => [time, ids.length])).toEqual([["2026-11-24T10:10:00Z", 25]]);
  });

  test("is asked about at once, and after five times within ten minutes together, whatever has failed", async () => {
    const reader = aReader({}, 60);
    for (let n = 0; n < 30; n++) await reader.hear("failed", n, n);
    for (let n = 0; n < 30; n++) await reader.hear("wanted", n, n);
    await reader.pass(end);
    const asked = [...reader.atOnce].filter((id) => id.endsWith("wanted"));
    expect(asked).toEqual(["s0/wanted", "s1/wanted", "s2/wanted", "s3/wanted", "s4/wanted"]);
    expect([...reader.digests].map(([time, ids]) => [time, ids.length])).toEqual([["2026-11-24T10:10:00Z", 50]]);
  });

  test("is asked about at once where the answer would be late afterwards", async () => {
    const reader = aReader({}, 60);
    const [closing, before] = [5 * 3600, 5 * 3600 - 300];
    for (let n = 0; n < 7; n++) await reader.hear("wanted", n, before);
    expect(reader.atOnce.size).toBe(7);
    await reader.hear("wanted", 8, closing - 900);
    expect(reader.atOnce.has("s8/wanted")).toBe(true);
  });
});

test("a pause of everything is told together from the second service on", async () => {
  const [one, more] = [aReader({}, 1), aReader({}, 2)];
  for (const reader of [one, more]) await reader.hear("paused", 0, 0);
  await more.hear("paused", 1, 1);
  expect([...one.atOnce]).toEqual(["s0/paused"]);
  await more.pass(end);
  expect([...more.digests]).toEqual([["2026-11-24T10:02:00Z", ["s0/paused", "s1/paused"]]]);
});

test("whatever happens when, and however often and late it comes, all of it is told, and nothing twice", async () => {
  const time = (text: string) => Temporal.PlainTime.from(text);
  const paces: Pace[] = [
    {},
    hourly,
    { digest: { daily: time("09:00") } },
    { quietHours: { from: time("11:00"), to: time("10:30") } },
    { digest: "hourly", quietHours: { from: time("22:00"), to: time("07:00") } },
  ];
  const happening = fc.record({
    kind: fc.constantFrom<Kind>("planned", "failed", "wanted", "paused"),
    service: fc.nat(9),
    /** How long after it happened it is heard of, and again. */
    late: fc.array(fc.nat(7200), { minLength: 1, maxLength: 2 }),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...paces),
      fc.constantFrom(3, 60),
      fc.uniqueArray(happening, { selector: ({ kind, service }) => `${kind}/${service}`, maxLength: 25 }),
      async (pace, count, happenings) => {
        const reader = aReader(pace, count);
        const hearings = happenings
          .flatMap(({ kind, service, late }) => late.map((after) => ({ kind, service, when: service * 400 + after })))
          .sort((a, b) => a.when - b.when);
        for (const { kind, service, when } of hearings) {
          await reader.pass(start.add({ seconds: when }));
          await reader.hear(kind, service, service * 400);
        }
        await reader.pass(end);
        const told = [...reader.atOnce, ...[...reader.digests.values()].flat()].sort();
        expect(told).toEqual(happenings.map(({ kind, service }) => `s${service}/${kind}`).sort());
      },
    ),
    { numRuns: 60 },
  );
});
