import { Temporal } from "@ami-refresh/core/domain/temporal.ts";
import { isOpen } from "@ami-refresh/core/domain/window.ts";
import fc from "fast-check";
import { expect, test } from "vitest";
import { aService, at, aWindow } from "../../support/policy.ts";
import { simulate } from "../../support/simulation.ts";

// The invariants of the design, under generated policies, cadences of publishing, failures, and lost and repeated events.

const start = at("2026-10-20T00:00:00Z");
const hours = (max: number) => fc.integer({ min: 0, max }).map((n) => `${n}h`);
const window = fc.constantFrom(
  [],
  [aWindow([2, 3, 4], "10:00", "16:00")],
  [aWindow([7], "01:00", "02:30")],
  [aWindow([1, 5], "22:00", "04:00"), aWindow([3], "12:00", "13:00")],
);
const environment = fc.record({ delay: hours(80), soak: hours(30), notice: hours(40), windows: window });
const freeze = { from: at("2026-10-24T12:00:00Z"), to: at("2026-10-26T12:00:00Z"), reason: "a freeze" };
const setting = fc.record({
  environments: fc.tuple(environment, environment, environment),
  frozen: fc.boolean(),
  gaps: fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 8 }),
  failing: fc.uniqueArray(fc.integer({ min: 0, max: 7 }), { maxLength: 3 }),
  failsIn: fc.constantFrom("development", "staging", "production"),
  deliveries: fc.constantFrom(0, 1, 2),
  minutes: fc.integer({ min: 1, max: 90 }),
});

function storyOf(given: typeof setting extends fc.Arbitrary<infer T> ? T : never) {
  const [development, staging, production] = given.environments;
  const service = aService({
    development,
    staging,
    production: { ...production, freezes: given.frozen ? [freeze] : [] },
  });
  let when = start;
  const publications = given.gaps.map((gap, i) => {
    when = when.add({ hours: gap });
    return { id: `ami-${i}`, at: when.toString() };
  });
  const story = simulate({
    service,
    from: start.toString(),
    until: "2027-01-15T00:00:00Z",
    publications,
    refresh: (image, env) => ({
      minutes: given.minutes,
      fails: env === given.failsIn && given.failing.some((n) => image === `ami-${n}`),
    }),
    deliveries: () => given.deliveries,
  });
  return { story, service, publications };
}

const elapsed = (from: Temporal.Instant, to: Temporal.Instant) => to.epochMilliseconds - from.epochMilliseconds;
const length = (duration: Temporal.Duration) => duration.total("milliseconds");

test("nothing starts before its delay and notice, outside its window, or inside a freeze", () => {
  fc.assert(
    fc.property(setting, (given) => {
      const { story, service, publications } = storyOf(given);
      for (const begun of story.starts) {
        const policy = service.environments.find((e) => e.name === begun.environment);
        const publishedAt = at(publications.find((p) => p.id === begun.image)?.at ?? "");
        expect(policy).toBeDefined();
        if (!policy) continue;
        expect(elapsed(publishedAt, begun.at)).toBeGreaterThanOrEqual(
          Math.max(length(policy.delay), length(policy.notice)),
        );
        expect(isOpen(policy.windows, policy.timezone, begun.at)).toBe(true);
        for (const f of policy.freezes) {
          expect(Temporal.Instant.compare(begun.at, f.from) < 0 || Temporal.Instant.compare(begun.at, f.to) >= 0).toBe(
            true,
          );
        }
      }
    }),
    { numRuns: 40 },
  );
});

test("no image starts where the environment before has not succeeded with it and soaked", () => {
  fc.assert(
    fc.property(setting, (given) => {
      const { story, service } = storyOf(given);
      for (const begun of story.starts) {
        const index = service.environments.findIndex((e) => e.name === begun.environment);
        const [previous, own] = [service.environments[index - 1], service.environments[index]];
        if (!previous || !own) continue;
        const ended = story.events.find(
          (e) =>
            e.type === "step.succeeded" && e.detail.image.id === begun.image && e.detail.environment === previous.name,
        );
        expect(ended).toBeDefined();
        if (ended) expect(elapsed(ended.detail.at, begun.at)).toBeGreaterThanOrEqual(length(own.soak));
      }
    }),
    { numRuns: 40 },
  );
});

test("a group is refreshed to an image once, and its end announced once, whatever is lost or repeated", () => {
  fc.assert(
    fc.property(setting, (given) => {
      const { story } = storyOf(given);
      expect(new Set(story.refreshes).size).toBe(story.refreshes.length);
      const ids = story.events.map((e) => e.detail.id);
      expect(new Set(ids).size).toBe(ids.length);
    }),
    { numRuns: 40 },
  );
});

test("everything comes to an end, and the newest image that fails nowhere reaches every environment", () => {
  fc.assert(
    fc.property(setting, (given) => {
      const { story, publications } = storyOf(given);
      expect(story.track.rollouts.filter((r) => r.status === "active")).toEqual([]);
      const last = `ami-${publications.length - 1}`;
      if (given.failing.some((n) => last === `ami-${n}`)) return;
      expect(story.track.rollouts.find((r) => r.image.id === last)?.status).toBe("succeeded");
    }),
    { numRuns: 40 },
  );
});

test("an environment is never given an older image than it has", () => {
  fc.assert(
    fc.property(setting, (given) => {
      const { story } = storyOf(given);
      const latest = new Map<string, number>();
      for (const begun of story.starts) {
        const number = Number(begun.image.slice(4));
        expect(number).toBeGreaterThan(latest.get(begun.environment) ?? -1);
        latest.set(begun.environment, number);
      }
    }),
    { numRuns: 40 },
  );
});

test("no environment starves: production takes an image again within its longest wait and a week", () => {
  fc.assert(
    fc.property(setting, fc.integer({ min: 1, max: 30 }), (given, cadence) => {
      const [development, staging, production] = given.environments;
      const service = aService({ development, staging, production });
      const publications = Array.from({ length: 40 }, (_, i) => ({
        id: `ami-${i}`,
        at: start.add({ hours: cadence * i }).toString(),
      }));
      const end = at(publications.at(-1)?.at ?? "");
      const story = simulate({ service, from: start.toString(), until: end.toString(), publications });
      const waits = service.environments.flatMap((e) => [length(e.delay), length(e.soak), length(e.notice)]);
      // Each environment adds at most its own gates, one soak of the image ahead of it, and a period of its window.
      const week = 7 * 24 * 3600_000;
      const bound = 2 * waits.reduce((a, b) => a + b, 0) + 3 * 2 * week;
      let previous = start;
      for (const begun of story.starts.filter((s) => s.environment === "production")) {
        expect(elapsed(previous, begun.at)).toBeLessThanOrEqual(bound);
        previous = begun.at;
      }
      expect(elapsed(previous, end)).toBeLessThanOrEqual(bound);
    }),
    { numRuns: 15 },
  );
});
