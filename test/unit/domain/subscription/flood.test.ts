import type { Policy, ServicePolicy } from "@ami-refresh/core/domain/policy.ts";
import { failuresCollectedUntil, isFlooded } from "@ami-refresh/core/domain/subscription/flood.ts";
import type { Filter, Subscription } from "@ami-refresh/core/domain/subscription.ts";
import { expect, test } from "vitest";
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

test("who hears of more than twenty services of a family is flooded by its images, and by no others", () => {
  const policy = policyOf([...many(15), ...many(10, { team: "media" }), ...many(15, { families: ["arm"] })]);
  expect(isFlooded(policy, of({}), "base")).toBe(true);
  expect(isFlooded(policy, of({}), "arm")).toBe(false);
  expect(isFlooded(policy, of({}, "payments"), "base")).toBe(false);
  expect(isFlooded(policy, of({ services: Object.keys(policy.services).slice(0, 20) }), "base")).toBe(false);
});

test("twenty are no flood", () => {
  expect(isFlooded(policyOf(many(20)), of({}), "base")).toBe(false);
  expect(isFlooded(policyOf(many(21)), of({}, "payments"), "base")).toBe(true);
});

test("who hears of more than three services is flooded by what is said of everything", () => {
  const policy = policyOf([...many(2), ...many(2, { team: "media" }), ...many(2, { families: ["arm"] })]);
  expect(isFlooded(policy, of({}))).toBe(true);
  expect(isFlooded(policy, of({}, "payments"))).toBe(true);
  expect(isFlooded(policy, of({}, "media"))).toBe(false);
  expect(isFlooded(policy, of({ services: Object.keys(policy.services).slice(0, 3) }))).toBe(false);
});

test("failures are counted by ten minutes of the clock", () => {
  expect(String(failuresCollectedUntil(at("2026-11-24T10:00:00Z")))).toBe("2026-11-24T10:10:00Z");
  expect(String(failuresCollectedUntil(at("2026-11-24T10:09:59.999Z")))).toBe("2026-11-24T10:10:00Z");
});
