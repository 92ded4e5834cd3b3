import type { Temporal } from "@ami-refresh/core/domain/temporal.ts";
import { describe, expect, test } from "vitest";
import { aService, at } from "../../support/policy.ts";
import { type PersonsInput, type Setting, type Story, simulate } from "../../support/simulation.ts";

const service = aService({ staging: { soak: "1h" }, production: { delay: "1d", soak: "6h" } });
const reason = "the new kernel drops packets";

function stories(
  verb: "cancel" | "roll-back",
  when: string,
  environment = "staging",
  more: Partial<Setting> = {},
): Story {
  return simulate({
    service,
    publications: [{ id: "ami-1", at: "2026-11-24T09:00:00Z" }],
    from: "2026-11-24T09:00:00Z",
    until: "2026-12-10T00:00:00Z",
    answers: [stop(verb, when, environment)],
    ...more,
  });
}
const stop = (kind: "cancel" | "roll-back", when: string, environment: string): PersonsInput => ({
  kind,
  service: "checkout",
  environment,
  image: "ami-1",
  by: { name: "ann", kind: "cli" },
  at: at(when),
  reason,
});
const stepOf = ({ track }: Story, environment: string) =>
  track.rollouts.at(-1)?.steps.find((step) => step.environment === environment);
const told = ({ events }: Story) => events.map(({ type }) => type);

describe("a refresh under way", () => {
  test("when it is cancelled, then the step has failed, and the image goes no further", () => {
    const story = stories("cancel", "2026-11-24T09:10:00Z");
    expect(stepOf(story, "staging")).toMatchObject({
      status: "failed",
      reason: expect.stringContaining(`cancelled for ann: ${reason}`),
      groups: [{ status: "failed" }],
    });
    expect(stepOf(story, "production")).toMatchObject({ status: "skipped", passes: false });
    expect(story.track.rollouts[0]?.status).toBe("failed");
    expect(told(story)).toEqual(["rollout.planned", "step.started", "step.stopped", "step.failed", "step.skipped"]);
  });

  test("when it is rolled back, then AWS rolls it back", () => {
    const story = stories("roll-back", "2026-11-24T09:10:00Z");
    expect(stepOf(story, "staging")).toMatchObject({ status: "rolled-back", groups: [{ status: "rolled-back" }] });
    expect(story.refreshes).toEqual(["ami-1/staging/checkout-staging"]);
  });

  test("when it is over before AWS can roll it back, then a refresh of its own goes back", () => {
    // Its end and the word come at the same moment.
    const story = stories("roll-back", "2026-11-24T09:29:00Z", "staging", {
      refresh: () => ({ minutes: 30 }),
      stops: () => "over",
    });
    expect(story.refreshes).toEqual(["ami-1/staging/checkout-staging", "ami-1/staging/checkout-staging/back"]);
    expect(stepOf(story, "staging")).toMatchObject({
      status: "rolled-back",
      groups: [{ status: "succeeded", from: "ami-1", to: "ami-before" }],
    });
  });

  test("when AWS cannot roll it back, then it is cancelled, and that is told", () => {
    const story = stories("roll-back", "2026-11-24T09:10:00Z", "staging", { stops: () => "irreversible" });
    expect(stepOf(story, "staging")).toMatchObject({
      status: "failed",
      reason: expect.stringMatching(/not rolled back everywhere for ann.*could not be rolled back: it floats/),
    });
  });

  test("when it is stopped twice, then the second changes nothing", () => {
    const answers = [
      stop("cancel", "2026-11-24T09:12:00Z", "staging"),
      stop("roll-back", "2026-11-24T09:13:00Z", "staging"),
    ];
    const story = stories("cancel", "2026-11-24T09:10:00Z", "staging", { answers });
    expect(stepOf(story, "staging")).toMatchObject({ status: "failed" });
    expect(story.notes[0]).toBe("staging of checkout and ami-1: ann has asked for that already");
  });
});

describe("an environment that has succeeded", () => {
  test("when it is rolled back while it soaks, then it goes back, and the image goes no further", () => {
    const story = stories("roll-back", "2026-11-24T10:00:00Z");
    expect(story.refreshes).toEqual(["ami-1/staging/checkout-staging", "ami-1/staging/checkout-staging/back"]);
    expect(stepOf(story, "staging")).toMatchObject({
      status: "rolled-back",
      startedAt: at("2026-11-24T10:00:00Z"),
      groups: [{ status: "succeeded", from: "ami-1", to: "ami-before" }],
    });
    expect(stepOf(story, "production")).toMatchObject({ status: "skipped", passes: false });
  });

  test("when one further back is rolled back, then none takes the image that has not begun with it", () => {
    const three = aService({ development: {}, staging: {}, production: { delay: "1d" } });
    const at11 = "2026-11-24T11:00:00Z";
    const story = stories("roll-back", at11, "development", { service: three });
    expect(stepOf(story, "development")).toMatchObject({ status: "rolled-back" });
    expect(stepOf(story, "staging")).toMatchObject({ status: "succeeded" });
    expect(stepOf(story, "production")).toMatchObject({
      status: "skipped",
      passes: false,
      reason: "the image did not succeed in development",
    });
    expect(story.track.rollouts[0]).toMatchObject({ status: "failed" });
    const end = story.events.find(({ type }) => type === "step.failed");
    expect(end?.detail).toMatchObject({ environment: "development", startedAfter: ["staging"] });
  });

  test("when the last one is rolled back, then its end names none after it", () => {
    const end = stories("roll-back", "2026-11-25T13:00:00Z", "production").events.find(
      ({ type }) => type === "step.failed",
    );
    expect(end?.detail).toMatchObject({ environment: "production" });
    expect(end?.detail).not.toHaveProperty("startedAfter");
  });

  test("while one further back goes back, then the next waits, though its date has come", () => {
    const three = aService({ development: {}, staging: {}, production: { delay: "1d" } });
    const story = stories("roll-back", "2026-11-25T08:55:00Z", "development", {
      service: three,
      refresh: () => ({ minutes: 30 }),
      until: "2026-11-25T09:10:00Z",
    });
    expect(stepOf(story, "development")).toMatchObject({ status: "running" });
    expect(stepOf(story, "production")).toMatchObject({
      status: "waiting",
      waits: expect.arrayContaining([
        { gate: "promotion", reason: "development has to succeed with this image first" },
      ]),
    });
  });

  test("while one further back is only refreshed, then the last is dated by the one before it", () => {
    const three = aService({ development: {}, staging: { delay: "2d" }, production: { soak: "1d" } });
    const story = stories("cancel", "2026-12-09T00:00:00Z", "development", {
      service: three,
      until: "2026-11-24T09:05:00Z",
    });
    expect(stepOf(story, "development")).toMatchObject({ status: "running" });
    expect(stepOf(story, "production")).toMatchObject({
      dueAt: at("2026-11-27T09:00:00Z"),
      waits: expect.arrayContaining([
        {
          gate: "promotion",
          reason: "staging has to succeed with this image first",
          until: at("2026-11-26T09:00:00Z"),
        },
      ]),
    });
  });

  test("when the last one is rolled back after the end, then the rollout has failed", () => {
    const story = stories("roll-back", "2026-11-26T10:00:00Z", "production");
    expect(stepOf(story, "production")).toMatchObject({ status: "rolled-back" });
    expect(stepOf(story, "staging")).toMatchObject({ status: "succeeded" });
    expect(story.track.rollouts[0]).toMatchObject({ status: "failed" });
    expect(told(story).slice(-3)).toEqual(["rollout.completed", "step.stopped", "step.failed"]);
  });

  test("neither a pause nor a freeze nor a closed window keeps that waiting", () => {
    const answers: PersonsInput[] = [
      { kind: "pause", by: { name: "ben", kind: "cli" }, at: at("2026-11-26T09:00:00Z"), reason: "quarter end" },
      stop("roll-back", "2026-11-26T10:00:00Z", "production"),
    ];
    const closed = aService({
      staging: {},
      production: {
        freezes: [{ from: at("2026-11-26T08:00:00Z"), to: at("2026-11-30T00:00:00Z"), reason: "freeze" }],
      },
    });
    const story = stories("roll-back", "2026-11-26T10:00:00Z", "production", { answers, service: closed });
    expect(startedBack(story)?.toString()).toBe("2026-11-26T10:00:00Z");
  });

  test("when the parameter names what it runs, then it names what it runs again", () => {
    const named = aService({ staging: {}, production: { imageParameters: { base: "/ami/production" } } });
    const story = stories("roll-back", "2026-11-26T10:00:00Z", "production", { service: named });
    expect(story.written.map(({ image }) => image)).toEqual(["ami-1", "ami-before"]);
  });

  test("when a newer image has come after it, then it is too late", () => {
    const publications = [
      { id: "ami-1", at: "2026-11-24T09:00:00Z" },
      { id: "ami-2", at: "2026-11-25T09:00:00Z" },
    ];
    const story = stories("roll-back", "2026-11-28T10:00:00Z", "staging", { publications });
    expect(stepOf(story, "staging")).toMatchObject({ status: "succeeded" });
    expect(story.notes).toEqual([
      expect.stringMatching(/^staging of checkout and ami-1: .* was started there after it$/),
    ]);
  });

  test("the next image is taken as ever", () => {
    const publications = [
      { id: "ami-1", at: "2026-11-24T09:00:00Z" },
      { id: "ami-2", at: "2026-11-27T09:00:00Z" },
    ];
    const story = stories("roll-back", "2026-11-26T10:00:00Z", "production", { publications });
    expect(story.track.rollouts[0]).toMatchObject({ image: { id: "ami-2" }, status: "succeeded" });
  });
});

describe("what cannot be stopped changes nothing, and says why", () => {
  test.each([
    ["cancel", "2026-11-24T10:30:00Z", "staging", "nothing is being refreshed, it is succeeded"],
    ["cancel", "2026-11-24T09:10:00Z", "production", "nothing is being refreshed, it is waiting"],
    ["roll-back", "2026-11-24T09:10:00Z", "production", "nothing was refreshed, it is waiting"],
    ["roll-back", "2026-11-24T09:10:00Z", "canary", "it is not on its way there"],
  ] as const)("%s at %s in %s: %s", (verb, when, environment, why) => {
    const story = stories(verb, when, environment, {
      service: aService({ staging: {}, production: { delay: "1d" } }),
    });
    expect(story.notes).toEqual([`${environment} of checkout and ami-1: ${why}`]);
    expect(story.track.rollouts[0]?.status).toBe("succeeded");
  });
});

const startedBack = (story: Story): Temporal.Instant | undefined => {
  const step = stepOf(story, "production");
  return step && "startedAt" in step ? step.startedAt : undefined;
};
