import { decide } from "@ami-refresh/core/domain/rollout/decide.ts";
import type { Track } from "@ami-refresh/core/domain/rollout/state.ts";
import { describe, expect, test } from "vitest";
import { aService, at } from "../../support/policy.ts";
import { pause, published, resume, type Story, simulate } from "../../support/simulation.ts";

const monday = "2026-11-23T09:00:00Z";
const service = aService({ staging: {}, production: { delay: "1d" } });
const startsOf = (story: Story) => story.starts.map((s) => `${s.environment} ${s.at}`);
const whenever = (answers: Parameters<typeof simulate>[0]["answers"], until = "2026-12-23T09:00:00Z") =>
  simulate({ service, from: monday, until, publications: [{ id: "ami-1", at: monday }], ...(answers && { answers }) });

describe.each([
  ["everything", {}],
  ["the service", { service: "checkout" }],
  ["the environment", { service: "checkout", environment: "production" }],
])("when %s is paused", (_, scope) => {
  test("then nothing starts there until it is resumed, and the step says who paused it and why", () => {
    const paused = whenever([pause("2026-11-23T12:00:00Z", scope)], "2026-12-01T00:00:00Z");
    expect(startsOf(paused)).toEqual(["staging 2026-11-23T09:00:00Z"]);
    const step = paused.track.rollouts[0]?.steps[1];
    expect(step?.dueAt).toBeUndefined();
    expect(step?.waits).toContainEqual({ gate: "pause", reason: "paused by ann: database migration" });

    const resumed = whenever([pause("2026-11-23T12:00:00Z", scope), resume("2026-11-30T12:00:00Z", scope)]);
    expect(startsOf(resumed)).toContain("production 2026-11-30T12:00:00Z");
  });

  test("until a time, then it goes on by itself, and the date is known", () => {
    const until = "2026-11-27T12:00:00Z";
    const paused = whenever([pause("2026-11-23T12:00:00Z", scope, until)], "2026-11-26T00:00:00Z");
    expect(paused.track.rollouts[0]?.steps[1]?.dueAt?.toString()).toBe(until);
    expect(startsOf(whenever([pause("2026-11-23T12:00:00Z", scope, until)]))).toContain(`production ${until}`);
  });
});

test("what is being refreshed goes on while it is paused", () => {
  const story = whenever([pause("2026-11-23T09:10:00Z", {})], "2026-11-23T12:00:00Z");
  expect(story.track.rollouts[0]?.steps[0]?.status).toBe("succeeded");
});

test("an environment that is not paused goes on", () => {
  const story = whenever([pause("2026-11-23T09:10:00Z", { service: "checkout", environment: "staging" })]);
  expect(startsOf(story)).toEqual(["staging 2026-11-23T09:00:00Z", "production 2026-11-24T09:00:00Z"]);
});

test("everything that is resumed leaves a service paused that was paused by itself", () => {
  const story = whenever([
    pause("2026-11-23T10:00:00Z", {}),
    pause("2026-11-23T11:00:00Z", { service: "checkout" }),
    resume("2026-11-23T12:00:00Z", {}),
  ]);
  expect(startsOf(story)).toEqual(["staging 2026-11-23T09:00:00Z"]);
});

test("nobody is asked for approval while nobody knows when a pause ends", () => {
  const asking = aService({ production: { delay: "1d", approval: { teams: ["payments"] } } });
  const story = simulate({
    service: asking,
    from: monday,
    until: "2026-11-30T09:00:00Z",
    publications: [{ id: "ami-1", at: monday }],
    answers: [pause("2026-11-23T08:00:00Z", {}), resume("2026-11-28T08:00:00Z", {})],
  });
  expect(story.track.rollouts[0]?.steps[0]?.approval?.at.toString()).toBe("2026-11-28T08:00:00Z");
});

describe("what changes nothing says why", () => {
  const empty: Track = { service: "checkout", family: "base", rollouts: [] };
  const tell = (track: Track, input: Parameters<typeof decide>[1]) =>
    decide(track, input, service, at("2026-11-24T00:00:00Z"));
  const paused = tell(empty, pause("2026-11-23T12:00:00Z", {})).track;

  test("a pause that was said before the resume that came first", () => {
    const resumed = tell(paused, resume("2026-11-23T13:00:00Z", {})).track;
    const late = tell(resumed, pause("2026-11-23T12:30:00Z", {}));
    expect(late.note).toBe("something later, or the same, was said of everything already");
    expect(late.track.pauses).toEqual(resumed.pauses);
  });

  test("a pause that comes twice", () => {
    expect(tell(paused, pause("2026-11-23T12:00:00Z", {})).note).toContain("was said of everything already");
  });

  test("a resume of what is not paused", () => {
    expect(tell(empty, resume(monday, { service: "checkout" })).note).toBe("checkout is not paused");
    const over = tell(empty, pause(monday, {}, "2026-11-23T10:00:00Z")).track;
    expect(tell(over, resume("2026-11-23T12:00:00Z", {})).note).toBe("everything is not paused");
  });

  test("an environment that the service does not have", () => {
    const gone = pause(monday, { service: "checkout", environment: "qa" });
    expect(tell(empty, gone)).toMatchObject({ note: "checkout has no environment qa", track: empty });
  });
});

describe("the team is told", () => {
  const scope = { service: "checkout", environment: "production" };
  const told = (family: string) =>
    decide(
      { service: "checkout", family, rollouts: [] },
      pause(monday, scope, "2026-11-27T12:00:00Z"),
      service,
      at(monday),
    );

  test("who paused what, why and until when, and who resumed it", () => {
    const { track, events } = told("base");
    expect(events).toMatchObject([
      {
        type: "service.paused",
        detail: {
          id: "checkout/paused/environment/production/2026-11-23T09:00:00Z",
          ...scope,
          team: "payments",
          by: { name: "ann" },
          reason: "database migration",
          until: at("2026-11-27T12:00:00Z"),
        },
      },
    ]);
    const later = decide(track, resume("2026-11-24T09:00:00Z", scope), service, at("2026-11-24T09:00:00Z"));
    expect(later.events).toMatchObject([{ type: "service.resumed", detail: { ...scope, by: { name: "ann" } } }]);
  });

  test("once, however many families the service has", () => {
    expect(told("arm").events).toEqual([]);
  });
});

test("a newer pause takes the place of the one before", () => {
  const empty: Track = { service: "checkout", family: "base", rollouts: [] };
  const first = decide(empty, pause(monday, {}), service, at(monday)).track;
  const until = "2026-11-25T09:00:00Z";
  const second = decide(first, pause("2026-11-23T10:00:00Z", {}, until), service, at("2026-11-23T10:00:00Z")).track;
  expect(second.pauses?.map((one) => one.until?.toString())).toEqual([until]);
  const later = decide(second, published("ami-1", until), service, at(until));
  expect(later.track.rollouts[0]?.steps[0]?.status).toBe("running");
});
