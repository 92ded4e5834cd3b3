import type { ServicePolicy } from "@ami-refresh/core/domain/policy.ts";
import { Temporal } from "@ami-refresh/core/domain/temporal.ts";
import fc from "fast-check";
import { expect, test } from "vitest";
import { aService, at } from "../../support/policy.ts";
import { answer, type PersonsInput, pause, resume, type Story, simulate } from "../../support/simulation.ts";

// What people say may come at any time and more than once, to any image and environment: the invariants of approvals and pauses.

const start = at("2026-10-20T00:00:00Z");
const end = "2027-03-01T00:00:00Z";
const environments = ["development", "staging", "production"] as const;
const images = 5;
const later = (minutes: number) => start.add({ minutes }).toString();

const minute = fc.integer({ min: 0, max: 20 * 24 * 60 });
const answers = fc.record({
  kind: fc.constantFrom("approve", "approve", "decline"),
  environment: fc.constantFrom(...environments),
  image: fc.integer({ min: 0, max: images }).map((n) => `ami-${n}`),
  minute,
});
const scopes = fc.constantFrom(
  {},
  { service: "checkout" },
  ...environments.map((environment) => ({ service: "checkout", environment })),
);
const pauses = fc.record({ scope: scopes, minute, lasts: fc.integer({ min: 1, max: 5000 }), known: fc.boolean() });
const setting = fc.record({
  asks: fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()),
  delays: fc.tuple(fc.nat(30), fc.nat(60), fc.nat(80)),
  gaps: fc.array(fc.integer({ min: 1, max: 72 }), { minLength: images, maxLength: images }),
  answers: fc.array(answers, { maxLength: 25 }),
  pauses: fc.uniqueArray(pauses, { selector: ({ minute }) => minute, maxLength: 4 }),
});
type Given = typeof setting extends fc.Arbitrary<infer T> ? T : never;

function said(given: Given): PersonsInput[] {
  const aboutPauses = given.pauses.flatMap(({ scope, minute, lasts, known }) => {
    const over = later(minute + lasts);
    return known ? [pause(later(minute), scope, over)] : [pause(later(minute), scope), resume(over, scope)];
  });
  const aboutImages = given.answers.map((one) => answer(one.kind, one.environment, later(one.minute), one.image));
  return [...aboutPauses, ...aboutImages];
}

function storyOf(given: Given, repeated = 1): { story: Story; service: ServicePolicy; inputs: PersonsInput[] } {
  const sketches = environments.map((name, i) => [
    name,
    { delay: `${given.delays[i]}h`, ...(given.asks[i] && { approval: { teams: ["payments"], timeout: "2d" } }) },
  ]);
  const service = aService(Object.fromEntries(sketches));
  let hours = 0;
  const publications = given.gaps.map((gap, i) => {
    hours += gap;
    return { id: `ami-${i}`, at: start.add({ hours }).toString() };
  });
  const inputs = said(given);
  const delivered = inputs.flatMap((input) => Array.from({ length: repeated }, () => input));
  const story = simulate({ service, from: start.toString(), until: end, publications, answers: delivered });
  return { story, service, inputs };
}

const isBefore = (a: Temporal.Instant, b: Temporal.Instant) => Temporal.Instant.compare(a, b) < 0;

/** By what was said last of each scope. */
function isPaused(inputs: readonly PersonsInput[], environment: string, now: Temporal.Instant): boolean {
  const last = new Map<string, PersonsInput>();
  for (const input of inputs.toSorted((a, b) => Temporal.Instant.compare(a.at, b.at))) {
    if (input.kind !== "pause" && input.kind !== "resume") continue;
    // Within one moment a start may come before the pause, and after the resume.
    if (input.kind === "pause" ? !isBefore(input.at, now) : isBefore(now, input.at)) continue;
    if (input.environment === undefined || input.environment === environment) {
      last.set(`${input.service}/${input.environment}`, input);
    }
  }
  return [...last.values()].some(({ kind, ...rest }) => {
    const until = "until" in rest ? rest.until : undefined;
    return kind === "pause" && (!until || isBefore(now, until));
  });
}

test("nothing starts while it is paused", () => {
  fc.assert(
    fc.property(setting, (given) => {
      const { story, inputs } = storyOf(given);
      for (const begun of story.starts) expect(isPaused(inputs, begun.environment, begun.at)).toBe(false);
    }),
    { numRuns: 60 },
  );
});

test("nothing starts without a yes to this image, where one is asked for, nor after a no", () => {
  fc.assert(
    fc.property(setting, (given) => {
      const { story, service, inputs } = storyOf(given);
      for (const { image, environment, at: now } of story.starts) {
        const asks = service.environments.find(({ name }) => name === environment)?.approval !== undefined;
        const about = inputs.filter(
          (input) =>
            (input.kind === "approve" || input.kind === "decline") &&
            input.image === image &&
            input.environment === environment &&
            !isBefore(now, input.at),
        );
        if (asks) expect(about.map(({ kind }) => kind)).toContain("approve");
        const step = story.track.rollouts.find((one) => one.image.id === image)?.steps;
        if (asks) expect(step?.find((one) => one.environment === environment)?.approval?.status).toBe("granted");
      }
    }),
    { numRuns: 60 },
  );
});

test("what is said twice is as if it were said once", () => {
  fc.assert(
    fc.property(setting, (given) => {
      const once = storyOf(given).story;
      const twice = storyOf(given, 2).story;
      expect(twice.starts).toEqual(once.starts);
      expect(twice.track.rollouts).toEqual(once.track.rollouts);
      expect(twice.events).toEqual(once.events);
    }),
    { numRuns: 30 },
  );
});

test("everything comes to an end, and where nobody is asked the newest image reaches every environment", () => {
  fc.assert(
    fc.property(setting, (given) => {
      // A later pause of a scope takes the place of the one before, so the last one of each is ended.
      const lastWord = [
        { scope: {}, minute: 40000, lasts: 1, known: true },
        ...environments.map((environment, i) => ({
          scope: { service: "checkout", environment },
          minute: 40001 + i,
          lasts: 1,
          known: true,
        })),
        { scope: { service: "checkout" }, minute: 40010, lasts: 1, known: true },
      ];
      const { story } = storyOf({ ...given, pauses: [...given.pauses, ...lastWord] });
      expect(story.track.rollouts.filter(({ status }) => status === "active")).toEqual([]);
      if (given.asks.includes(true)) return;
      expect(story.track.rollouts[0]?.status).toBe("succeeded");
    }),
    { numRuns: 60 },
  );
});

test("an answer to a rollout that is not known, or has ended, changes nothing and says so", () => {
  fc.assert(
    fc.property(setting, answers, (given, late) => {
      const { story, service } = storyOf(given);
      const over = story.track.rollouts.every(({ status }) => status !== "active");
      fc.pre(over);
      const again = simulate({
        service,
        from: end,
        until: end,
        publications: [],
        answers: [{ ...answer(late.kind, late.environment, end, late.image) }],
        track: story.track,
      });
      expect(again.track.rollouts).toEqual(story.track.rollouts);
      expect(again.events).toEqual([]);
      expect(again.notes).toHaveLength(1);
    }),
    { numRuns: 40 },
  );
});
