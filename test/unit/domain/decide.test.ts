import { decide } from "@ami-refresh/core/domain/rollout/decide.ts";
import type { Track } from "@ami-refresh/core/domain/rollout/state.ts";
import { describe, expect, test } from "vitest";
import { anEnvironment, aService, at, aWindow } from "../../support/policy.ts";
import { published, type Story, simulate } from "../../support/simulation.ts";

const monday = "2026-11-23T09:00:00Z";
const threeRungs = { development: {}, staging: { delay: "1d" }, production: { delay: "3d", soak: "1d" } };

const startsOf = (story: Story) => story.starts.map((s) => `${s.image} ${s.environment} ${s.at}`);
const eventsOf = (story: Story) =>
  story.events.map((e) => ["environment" in e.detail ? e.detail.environment : "", e.type].join(" ").trim());
const statuses = (story: Story) =>
  Object.fromEntries(
    story.track.rollouts.map((r) => [r.image.id, [r.status, ...r.steps.map((s) => s.status)].join(" ")]),
  );

describe("given a service in three environments, when an image is published", () => {
  const story = simulate({
    service: aService(threeRungs),
    from: monday,
    until: "2026-12-23T09:00:00Z",
    publications: [{ id: "ami-1", at: monday }],
  });

  test("each environment is refreshed in promotion order, after its delay and soak", () => {
    expect(startsOf(story)).toEqual([
      "ami-1 development 2026-11-23T09:00:00Z",
      "ami-1 staging 2026-11-24T09:00:00Z",
      "ami-1 production 2026-11-26T09:00:00Z",
    ]);
    expect(statuses(story)).toEqual({ "ami-1": "succeeded succeeded succeeded succeeded" });
  });

  test("the team hears of the plan, every start, every end and the completion, once", () => {
    expect(eventsOf(story)).toEqual([
      "rollout.planned",
      "development step.started",
      "development step.succeeded",
      "staging step.started",
      "staging step.succeeded",
      "production step.started",
      "production step.succeeded",
      "rollout.completed",
    ]);
  });

  test("the plan names the day of each environment before anything has happened there", () => {
    const [planned] = story.events;
    expect(planned?.type === "rollout.planned" && planned.detail.steps.map((s) => s.dueAt?.toString())).toEqual([
      "2026-11-23T09:00:00Z",
      "2026-11-24T09:00:00Z",
      "2026-11-26T09:00:00Z",
    ]);
  });

  test("each step keeps the record of what it waited for", () => {
    const [rollout] = story.track.rollouts;
    expect(rollout?.steps[2]?.waits.map((w) => `${w.gate} ${w.until}`).sort()).toEqual([
      "delay 2026-11-26T09:00:00Z",
      "promotion 2026-11-24T09:30:00Z",
      "soak 2026-11-25T09:30:00Z",
    ]);
  });
});

test("a soaking environment takes no newer image, and takes the newest when the soak is over", () => {
  const story = simulate({
    service: aService({ staging: {}, production: { soak: "1d" } }),
    from: monday,
    until: "2026-12-01T00:00:00Z",
    publications: [
      { id: "ami-1", at: "2026-11-23T09:00:00Z" },
      { id: "ami-2", at: "2026-11-23T12:00:00Z" },
      { id: "ami-3", at: "2026-11-23T15:00:00Z" },
    ],
  });
  expect(startsOf(story)).toEqual([
    "ami-1 staging 2026-11-23T09:00:00Z",
    "ami-3 staging 2026-11-24T09:30:00Z",
    "ami-1 production 2026-11-24T09:30:00Z",
    "ami-3 production 2026-11-25T10:00:00Z",
  ]);
  expect(statuses(story)["ami-2"]).toBe("superseded superseded superseded");
});

test("with nightly images and production three days behind, production takes an image every time it can", () => {
  const nights = Array.from({ length: 14 }, (_, i) => `2026-11-${String(1 + i).padStart(2, "0")}T02:00:00Z`);
  const story = simulate({
    service: aService({ development: {}, production: { delay: "3d" } }),
    from: nights[0] ?? "",
    until: "2026-11-20T00:00:00Z",
    publications: nights.map((night, i) => ({ id: `ami-${i}`, at: night })),
  });
  expect(story.starts.filter((s) => s.environment === "production")).toHaveLength(14);
});

test("an image that fails does not go further, and the groups that follow are told nothing but the failure", () => {
  const story = simulate({
    service: aService(threeRungs),
    from: monday,
    until: "2026-12-23T09:00:00Z",
    publications: [{ id: "ami-1", at: monday }],
    refresh: (_, environment) => ({ minutes: 30, fails: environment === "staging" }),
  });
  expect(statuses(story)).toEqual({ "ami-1": "failed succeeded failed skipped" });
  expect(eventsOf(story).slice(-2)).toEqual(["staging step.failed", "production step.skipped"]);
});

test("an environment without groups is skipped, and the next one goes on", () => {
  const story = simulate({
    service: aService(threeRungs),
    from: monday,
    until: "2026-12-23T09:00:00Z",
    publications: [{ id: "ami-1", at: monday }],
    groups: (environment) => (environment === "development" ? [] : [`checkout-${environment}`]),
  });
  expect(statuses(story)).toEqual({ "ami-1": "succeeded skipped succeeded succeeded" });
});

test("with every event of a refresh lost, its end is known within ten minutes", () => {
  const story = simulate({
    service: aService({ production: {} }),
    from: monday,
    until: "2026-11-23T12:00:00Z",
    publications: [{ id: "ami-1", at: monday }],
    refresh: () => ({ minutes: 25 }),
    deliveries: () => 0,
  });
  const step = story.track.rollouts[0]?.steps[0];
  expect(step?.status === "succeeded" && step.endedAt.toString()).toBe("2026-11-23T09:30:00Z");
});

test("a start waits for the window, and says so", () => {
  const window = aWindow([2, 3, 4], "10:00", "16:00");
  const story = simulate({
    service: aService({ production: { delay: "1h", windows: [window] } }),
    from: monday,
    until: "2026-11-24T00:00:00Z",
    publications: [{ id: "ami-1", at: monday }],
  });
  const step = story.track.rollouts[0]?.steps[0];
  expect(step?.status).toBe("waiting");
  expect(step?.dueAt?.toString()).toBe("2026-11-24T10:00:00Z");
  expect(step?.waits.find((w) => w.gate === "window")?.until?.toString()).toBe("2026-11-24T10:00:00Z");
});

test("a freeze holds a start back until it ends, however the window stands", () => {
  const freeze = {
    from: at("2026-12-18T00:00:00Z"),
    to: at("2027-01-05T00:00:00Z"),
    reason: "Christmas change freeze",
  };
  const story = simulate({
    service: aService({ production: { freezes: [freeze], windows: [aWindow([2], "10:00", "11:00")] } }),
    from: "2026-12-20T00:00:00Z",
    until: "2027-02-01T00:00:00Z",
    publications: [{ id: "ami-1", at: "2026-12-20T00:00:00Z" }],
  });
  expect(startsOf(story)).toEqual(["ami-1 production 2027-01-05T10:00:00Z"]);
  expect(story.track.rollouts[0]?.steps[0]?.waits.map((w) => w.reason)).toContain("frozen: Christmas change freeze");
});

test("notice counts from when the team was told", () => {
  const story = simulate({
    service: aService({ production: { notice: "2d" } }),
    from: monday,
    until: "2026-12-01T00:00:00Z",
    publications: [{ id: "ami-1", at: monday }],
  });
  expect(startsOf(story)).toEqual(["ami-1 production 2026-11-25T09:00:00Z"]);
});

describe("what changes nothing says why", () => {
  const service = aService({ production: { delay: "1d" } });
  const empty: Track = { service: "checkout", family: "base", rollouts: [] };
  const once = decide(empty, published("ami-1", monday), service, at(monday));

  test("a repeated publication", () => {
    const again = decide(once.track, published("ami-1", monday), service, at(monday));
    expect(again.note).toContain("ami-1 is known already");
    expect(again.events).toEqual([]);
    expect(again.commands).toEqual([]);
  });

  test("the end of a refresh that is not ours", () => {
    const moved = { kind: "refresh-moved", service: "checkout", family: "base", group: "g", refreshId: "r" } as const;
    expect(decide(once.track, moved, service, at(monday)).note).toContain("none that this service waits for");
  });
});

test("an image older than the one that an environment runs is superseded on arrival, and not announced", () => {
  const service = aService({ production: {} });
  const story = simulate({
    service,
    from: monday,
    until: "2026-11-24T00:00:00Z",
    publications: [{ id: "ami-2", at: monday }],
  });
  const late = decide(story.track, published("ami-1", "2026-11-01T00:00:00Z"), service, at("2026-11-24T00:00:00Z"));
  expect(late.track.rollouts.map((r) => `${r.image.id} ${r.status}`)).toEqual(["ami-2 succeeded", "ami-1 superseded"]);
  expect(late.events.map((e) => e.type)).toEqual(["step.superseded"]);
});

test("a group that somebody else is refreshing is asked again, and refreshed when it is free", () => {
  const service = { ...aService({}), environments: [anEnvironment("production")] };
  const now = at(monday);
  let { track } = decide(
    { service: "checkout", family: "base", rollouts: [] },
    published("ami-1", monday),
    service,
    now,
  );
  const where = { environment: "production", image: "ami-1" };
  ({ track } = decide(track, { kind: "groups-found", ...where, groups: ["g"] }, service, now));
  const busy = { outcome: "busy", refreshId: "theirs", reason: "refresh theirs is in progress" } as const;
  const waiting = decide(track, { kind: "refresh-answered", ...where, group: "g", answer: busy }, service, now);
  expect(waiting.track.rollouts[0]?.steps[0]?.status).toBe("running");

  const later = decide(
    waiting.track,
    { kind: "refresh-moved", service: "checkout", family: "base", group: "g", refreshId: "theirs" },
    service,
    now.add({ minutes: 5 }),
  );
  expect(later.commands).toContainEqual(expect.objectContaining({ kind: "start-refresh", group: "g", image: "ami-1" }));
});
