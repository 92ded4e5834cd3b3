import { Temporal } from "@ami-refresh/core/domain/temporal.ts";
import type { DomainEvent } from "@ami-refresh/core/events.ts";
import fc from "fast-check";
import { expect, test } from "vitest";
import { aService, at, aWindow } from "../../support/policy.ts";
import { pause, resume, simulate } from "../../support/simulation.ts";

// What is said of dates, under generated policies, publications, slow refreshes, failures, and pauses of any length.

const start = at("2026-10-20T00:00:00Z");
const later = (hours: number) => start.add({ hours }).toString();
const hours = (max: number) => fc.integer({ min: 0, max }).map((n) => `${n}h`);
const windows = fc.constantFrom(
  [],
  [aWindow([2, 3, 4], "10:00", "16:00")],
  [aWindow([1, 5], "22:00", "04:00"), aWindow([3], "12:00", "13:00")],
);
const environment = fc.record({ delay: hours(80), soak: hours(30), notice: hours(40), windows });
const setting = fc.record({
  environments: fc.tuple(environment, environment, environment),
  published: fc.array(fc.integer({ min: 0, max: 200 }), { minLength: 1, maxLength: 5 }),
  minutes: fc.integer({ min: 1, max: 900 }),
  fails: fc.boolean(),
  deliveries: fc.constantFrom(0, 2),
  pauses: fc.array(
    fc.record({
      at: fc.integer({ min: 1, max: 300 }),
      hours: fc.integer({ min: 1, max: 100 }),
      endsByItself: fc.boolean(),
    }),
    { maxLength: 3 },
  ),
});

function eventsOf(given: typeof setting extends fc.Arbitrary<infer T> ? T : never): readonly DomainEvent[] {
  const [development, staging, production] = given.environments;
  return simulate({
    service: aService({ development, staging, production }),
    from: start.toString(),
    until: "2027-01-15T00:00:00Z",
    publications: given.published.map((hour, i) => ({ id: `ami-${i}`, at: later(hour) })),
    answers: given.pauses.flatMap(({ at: from, hours: length, endsByItself }) =>
      endsByItself
        ? [pause(later(from), {}, later(from + length))]
        : [pause(later(from), {}), resume(later(from + length), {})],
    ),
    refresh: (_, where) => ({ minutes: given.minutes, fails: given.fails && where === "staging" }),
    deliveries: () => given.deliveries,
  }).events;
}

const hour = 3600_000;

test("whatever happens, each change begins with what was told last, and reminders are few, in time and of what waits", () => {
  fc.assert(
    fc.property(setting, (given) => {
      const known = new Map<string, { dueAt?: Temporal.Instant; reminders: number }>();
      const ended = new Set<string>();
      for (const { type, detail } of eventsOf(given)) {
        if (!("image" in detail)) continue;
        const { at: now } = detail;
        const isAhead = (date: Temporal.Instant | undefined) => date && Temporal.Instant.compare(date, now) > 0;
        if (type === "rollout.planned") {
          for (const { environment: where, dueAt } of detail.steps) {
            const date = isAhead(dueAt) ? { dueAt } : {};
            known.set(`${detail.image.id} ${where}`, { ...date, reminders: 0 } as never);
          }
        }
        const step = "environment" in detail ? `${detail.image.id} ${detail.environment}` : "";
        const last = known.get(step);
        if (type === "step.moved") {
          const { was, dueAt } = detail;
          expect(ended).not.toContain(step);
          expect(was?.toString()).toBe(last?.dueAt?.toString());
          expect(dueAt?.toString()).not.toBe(was?.toString());
          if (dueAt) expect(isAhead(dueAt)).toBe(true);
          const apart = dueAt && was ? Math.abs(dueAt.epochMilliseconds - was.epochMilliseconds) : 2 * hour;
          expect(apart).toBeGreaterThan(hour);
          known.set(step, { ...(dueAt && { dueAt }), reminders: 0 });
        } else if (type === "step.coming-up") {
          const { dueAt } = detail;
          expect(ended).not.toContain(step);
          expect(isAhead(dueAt)).toBe(true);
          const moved = Math.abs(dueAt.epochMilliseconds - (last?.dueAt?.epochMilliseconds ?? 0));
          expect(moved).toBeLessThanOrEqual(hour);
          expect(last?.reminders).toBeLessThan(2);
          known.set(step, { dueAt, reminders: (last?.reminders ?? 0) + 1 });
        } else if (type !== "rollout.planned") ended.add(step);
      }
    }),
    { numRuns: 40 },
  );
});
