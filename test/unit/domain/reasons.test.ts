import { alike, reasonsOf } from "@ami-refresh/core/domain/rollout/reasons.ts";
import type { GroupProgress } from "@ami-refresh/core/domain/rollout/state.ts";
import { expect, test } from "vitest";
import { at } from "../../support/policy.ts";

const failing = (name: string, reason: string): GroupProgress => ({
  status: "failed",
  name,
  reason,
  endedAt: at("2026-11-25T10:00:00Z"),
});
const many = Array.from({ length: 7 }, (_, i) => failing(`web-${i}`, "no capacity"));

test("a reason that groups have in common is told once, with their names", () => {
  const [a, b] = [failing("a", "unhealthy"), failing("b", "unhealthy")];
  expect(reasonsOf([a, failing("c", "no capacity"), b])).toBe("2 groups (a, b): unhealthy; c: no capacity");
});

test("not all of many names are told", () => {
  expect(reasonsOf(many)).toBe("7 groups (web-0, web-1, web-2, web-3, web-4 and 2 more): no capacity");
  expect(alike(many)[0]?.names).toHaveLength(7);
});

test("a group of which there is nothing to say is left out", () => {
  expect(reasonsOf([{ status: "pending", name: "a" }])).toBe("");
});
