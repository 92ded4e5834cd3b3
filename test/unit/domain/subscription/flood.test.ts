import type { Policy, ServicePolicy } from "@ami-refresh/core/domain/policy.ts";
import { collector, isFlooded, urgentCollectedUntil } from "@ami-refresh/core/domain/subscription/flood.ts";
import type { News } from "@ami-refresh/core/domain/subscription/wants.ts";
import type { Filter, Subscription } from "@ami-refresh/core/domain/subscription.ts";
import { describe, expect, test } from "vitest";
import { aService, at } from "../../../support/policy.ts";

function policyOf(services: readonly ServicePolicy[]): Policy {
  const byName = Object.fromEntries(services.map((service) => [service.name, service]));
  return { timezone: "UTC", families: {}, environments: [], teams: {}, services: byName };
}

const many = (count: number, more: Partial<ServicePolicy> = {}): ServicePolicy[] =>
  Array.from({ length: count }, (_, i) => ({
    ...aService({ production: {} }, `${more.team ?? "payments"}-${more.families ?? "base"}-${i}`),
    ...more,
  }));
const of = (filter: Filter, team?: string): Subscription => ({
  id: `${team}/${JSON.stringify(filter)}`,
  address: { channel: "slack", to: "#all" },
  timezone: "UTC",
  filter,
  pace: {},
  ...(team !== undefined && { team }),
});

const image = (family = "base"): News => ({
  ...{ event: "rollout.planned", severity: "info", family },
  ...{ services: ["payments-base-0"], teams: ["payments"] },
});
const everything: News = {
  ...{ event: "service.paused", severity: "warning" },
  ...{ services: ["payments-base-0"], teams: ["payments"] },
};

test("who hears of more than twenty services of a family is flooded by its images, and by no others", () => {
  const policy = policyOf([...many(15), ...many(10, { team: "media" }), ...many(15, { families: ["arm"] })]);
  expect(isFlooded(policy, [of({})], image())).toBe(true);
  expect(isFlooded(policy, [of({})], image("arm"))).toBe(false);
  expect(isFlooded(policy, [of({}, "payments")], image())).toBe(false);
  expect(isFlooded(policy, [of({ services: Object.keys(policy.services).slice(0, 20) })], image())).toBe(false);
});

test("twenty are no flood", () => {
  expect(isFlooded(policyOf(many(20)), [of({})], image())).toBe(false);
  expect(isFlooded(policyOf(many(21)), [of({}, "payments")], image())).toBe(true);
});

test("who hears of more than one service is flooded by what is said of everything", () => {
  const policy = policyOf([...many(2), ...many(2, { team: "media" }), ...many(2, { families: ["arm"] })]);
  expect(isFlooded(policy, [of({})], everything)).toBe(true);
  expect(isFlooded(policy, [of({}, "payments")], everything)).toBe(true);
  expect(isFlooded(policy, [of({ services: Object.keys(policy.services).slice(0, 1) })], everything)).toBe(false);
  expect(isFlooded(policy, [of({ services: Object.keys(policy.services).slice(0, 2) })], everything)).toBe(true);
});

describe("an address of several subscriptions", () => {
  const policy = policyOf([...many(12), ...many(12, { team: "media" }), ...many(2, { team: "ops" })]);
  const [payments, media, own] = [of({}, "payments"), of({}, "media"), of({})];

  test("is flooded by what they bring together, and is told of it in one team's name, whichever service it is of", () => {
    expect(isFlooded(policy, [payments], image())).toBe(false);
    expect(isFlooded(policy, [payments, media], image())).toBe(true);
    expect(collector(policy, [payments, media], image(), media)).toBe(payments);
    expect(collector(policy, [own, media], image(), own)).toBe(media);
    expect(collector(policy, [own], image(), own)).toBe(own);
  });

  test("is not flooded by the same services twice, nor by what one of them does not want", () => {
    expect(isFlooded(policy, [payments, payments], image())).toBe(false);
    const failures = of({ severity: "failure" }, "media");
    expect(isFlooded(policy, [payments, failures], image())).toBe(false);
    expect(isFlooded(policy, [payments, failures], { ...image(), severity: "failure" })).toBe(true);
    expect(collector(policy, [failures, payments], image(), payments)).toBe(payments);
  });
});

test.each(["sns", "webhook"] as const)("a program is told of each by itself: %s", (channel) => {
  const program = { ...of({}), address: { channel, to: "wherever" } };
  expect(isFlooded(policyOf(many(500)), [program], image())).toBe(false);
  expect(isFlooded(policyOf(many(500)), [program], everything)).toBe(false);
});

test("failures are counted by ten minutes of the clock", () => {
  expect(String(urgentCollectedUntil(at("2026-11-24T10:00:00Z")))).toBe("2026-11-24T10:10:00Z");
  expect(String(urgentCollectedUntil(at("2026-11-24T10:09:59.999Z")))).toBe("2026-11-24T10:10:00Z");
});
