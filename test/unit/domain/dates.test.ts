import type { Pause } from "@ami-refresh/core/domain/rollout/state.ts";
import type { DomainEvent } from "@ami-refresh/core/events.ts";
import { describe, expect, test } from "vitest";
import { aService, at, aWindow } from "../../support/policy.ts";
import { pause, resume, type Setting, simulate } from "../../support/simulation.ts";

const monday = "2026-11-23T09:00:00Z";
const tueToThu = aWindow([2, 3, 4], "10:00", "16:00");
const production = { delay: "3d", windows: [tueToThu] };
// Published on Monday, 3 days, Tue-Thu: due on Thursday at 10:00.
const thursday = "2026-11-26T10:00:00Z";
const environment: Pause["environment"] = "production";

const story = (setting: Partial<Setting> & Pick<Setting, "service">) =>
  simulate({
    from: monday,
    until: "2026-12-20T00:00:00Z",
    publications: [{ id: "ami-1", at: monday }],
    ...setting,
  }).events;

/** `2026-11-24T08:00:00Z production moved 2026-11-26T10:00:00Z → …: why` */
function line(event: DomainEvent): string[] {
  if (event.type === "step.moved") {
    const { at: when, environment: where, was, dueAt, reason } = event.detail;
    return [`${when} ${where} ${was ?? "none"} → ${dueAt ?? "none"}: ${reason}`];
  }
  if (event.type !== "step.coming-up") return [];
  const { at: when, environment: where, dueAt, waits } = event.detail;
  return [`${when} ${where} is due ${dueAt}, waits for ${waits.map(({ gate }) => gate).join(", ")}`];
}
const told = (setting: Parameters<typeof story>[0]) => story(setting).flatMap(line);
const moves = (setting: Parameters<typeof story>[0]) => told(setting).filter((text) => text.includes("→"));
const reminders = (setting: Parameters<typeof story>[0]) => told(setting).filter((text) => text.includes("is due"));

describe("a date that moved is told", () => {
  const service = aService({ development: {}, production });

  test("not where all goes as planned", () => {
    expect(moves({ service })).toEqual([]);
  });

  test("once, with whose action moved it, and back when that is over", () => {
    const answers = [
      pause("2026-11-24T08:00:00Z", { service: "checkout", environment }, "2026-11-30T00:00:00Z"),
      resume("2026-11-25T08:00:00Z", { service: "checkout", environment }),
    ];
    expect(moves({ service, answers })).toEqual([
      `2026-11-24T08:00:00Z production ${thursday} → 2026-12-01T10:00:00Z: paused by ann: database migration`,
      `2026-11-25T08:00:00Z production 2026-12-01T10:00:00Z → ${thursday}: resumed by ann`,
    ]);
  });

  test("with the event of whoever paused or resumed, and of no other", () => {
    const answers = [
      pause("2026-11-24T08:00:00Z", {}, "2026-11-30T00:00:00Z"),
      resume("2026-11-25T08:00:00Z", {}),
      pause("2026-11-25T09:00:00Z", { service: "checkout", environment }, "2026-11-30T00:00:00Z"),
    ];
    const events = story({ service, answers });
    const causes = events.flatMap(({ type, detail }) => (type === "step.moved" ? [detail.cause] : []));
    expect(causes).toEqual([
      "checkout/paused/everything/2026-11-24T08:00:00Z",
      "checkout/resumed/everything/2026-11-25T08:00:00Z",
      "checkout/paused/environment/production/2026-11-25T09:00:00Z",
    ]);
    expect(events.map(({ detail }) => detail.id)).toEqual(expect.arrayContaining(causes));
    const slow = story({
      service: aService({ staging: {}, production: { soak: "1d" } }),
      refresh: () => ({ minutes: 300 }),
    });
    expect(slow.flatMap(({ type, detail }) => (type === "step.moved" ? [detail.cause] : []))).toEqual([undefined]);
  });

  test("not for a pause that is over before the date", () => {
    const answers = [pause("2026-11-24T08:00:00Z", {}), resume("2026-11-25T08:00:00Z", {})];
    expect(moves({ service, answers })).toEqual([]);
  });

  test("as not known, an hour after it has passed in a pause without an end, and then anew", () => {
    const answers = [pause("2026-11-24T08:00:00Z", {}), resume("2026-11-27T08:00:00Z", {})];
    expect(moves({ service, answers })).toEqual([
      `2026-11-26T11:00:00Z production ${thursday} → none: paused by ann: database migration`,
      "2026-11-27T08:00:00Z production none → 2026-12-01T10:00:00Z: resumed by ann",
    ]);
  });
});

test("a success says which environment is next and when, as far as that is known", () => {
  const nextOf = (service: ReturnType<typeof aService>) =>
    story({ service }).flatMap(({ type, detail }) => (type === "step.succeeded" ? [detail.next] : []));
  expect(nextOf(aService({ development: {}, staging: {}, production }))).toEqual([
    { environment: "staging", dueAt: at("2026-11-23T09:30:00Z") },
    { environment: "production", dueAt: at(thursday) },
    undefined,
  ]);
  const approval = { teams: ["payments"], timeout: "3d" };
  expect(nextOf(aService({ development: {}, production: { approval } }))).toEqual([{ environment: "production" }]);
});

describe("while the environment before is being refreshed", () => {
  const slow = (minutes: number) => () => ({ minutes });

  test("nothing is told of a date that moves minute by minute; when it has ended, once", () => {
    const service = aService({ staging: {}, production: { soak: "1d" } });
    expect(moves({ service, refresh: slow(50) })).toEqual([]);
    expect(moves({ service, refresh: slow(300) })).toEqual([
      "2026-11-23T14:00:00Z production 2026-11-24T09:00:00Z → 2026-11-24T14:00:00Z: the image runs in staging for 1d first",
    ]);
  });

  test("a date that has passed is taken back once", () => {
    const service = aService({ staging: {}, production: { delay: "2h" } });
    expect(moves({ service, refresh: slow(24 * 60) })).toEqual([
      "2026-11-23T12:00:00Z production 2026-11-23T11:00:00Z → none: staging has to succeed with this image first",
    ]);
  });

  test("a date in a later window is told when it has ended, and not from one window to the next", () => {
    const service = aService({ staging: { delay: "1d" }, production: { soak: "1d", windows: [tueToThu] } });
    // Staging on Tuesday at 09:00, production on Wednesday at 10:00; staging takes until Thursday.
    expect(moves({ service, refresh: (_, where) => ({ minutes: where === "staging" ? 48 * 60 : 30 }) })).toEqual([
      "2026-11-25T11:00:00Z production 2026-11-25T10:00:00Z → none: staging has to succeed with this image first",
      "2026-11-26T09:00:00Z production none → 2026-12-01T10:00:00Z: the window is 2,3,4 10:00-16:00 (Europe/London)",
    ]);
  });
});

describe("the teams are reminded of a date", () => {
  test("as long before as the notice is, and an hour before", () => {
    const service = aService({ development: {}, production: { ...production, notice: "1d" } });
    expect(reminders({ service })).toEqual([
      `2026-11-25T10:00:00Z production is due ${thursday}, waits for delay, window`,
      `2026-11-26T09:00:00Z production is due ${thursday}, waits for window`,
    ]);
  });

  test("once where the notice is an hour or less, or there is a window only", () => {
    const once = [`2026-11-26T09:00:00Z production is due ${thursday}, waits for window`];
    expect(reminders({ service: aService({ production: { ...production, notice: "30m" } }) })).toEqual(once);
    expect(reminders({ service: aService({ production }) })).toEqual(once);
  });

  test("not where the plan was the notice, nor where nobody plans around it", () => {
    expect(reminders({ service: aService({ production: { notice: "1d" } }) })).toEqual([
      "2026-11-24T08:00:00Z production is due 2026-11-24T09:00:00Z, waits for notice",
    ]);
    expect(reminders({ service: aService({ production: { notice: "90m" } }) })).toEqual([]);
    expect(reminders({ service: aService({ production: { delay: "3d" } }) })).toEqual([]);
  });

  test("by what holds it up, where it is paused or not approved", () => {
    const approval = { teams: ["payments"] };
    const service = aService({ production: { ...production, approval } });
    const answers = [pause("2026-11-24T08:00:00Z", {}), resume("2026-11-26T11:00:00Z", {})];
    expect(reminders({ service, answers })).toEqual([
      `2026-11-26T09:00:00Z production is due ${thursday}, waits for window, pause, approval`,
    ]);
    const paused = story({ service, answers }).flatMap(({ type, detail }) =>
      type === "step.coming-up" ? [detail.paused] : [],
    );
    expect(paused).toEqual(["everything"]);
  });

  test("not of one that has moved away, but of the new one", () => {
    const service = aService({ production: { ...production, notice: "1d" } });
    const answers = [pause("2026-11-25T09:00:00Z", {}, "2026-11-27T00:00:00Z")];
    expect(reminders({ service, answers })).toEqual([
      "2026-11-30T10:00:00Z production is due 2026-12-01T10:00:00Z, waits for window",
      "2026-12-01T09:00:00Z production is due 2026-12-01T10:00:00Z, waits for window",
    ]);
  });
});

test("nothing is told of an image that a newer one overtakes", () => {
  const service = aService({ production: { windows: [tueToThu] } });
  const publications = ["ami-1", "ami-2"].map((id) => ({ id, at: monday }));
  const images = story({ service, publications }).flatMap((event) =>
    event.type === "step.coming-up" ? [event.detail.image.id] : [],
  );
  expect(images).toEqual(["ami-2"]);
});

test("a track from before dates were written down goes on in silence", () => {
  const service = aService({ production });
  const setting = { service, from: monday, until: "2026-11-24T00:00:00Z", publications: [{ id: "ami-1", at: monday }] };
  const { track } = simulate(setting);
  const rollouts = track.rollouts.map((rollout) => ({
    ...rollout,
    steps: rollout.steps.map((step) => (step.status === "waiting" ? { ...step, told: undefined } : step)),
  }));
  const answers = [pause("2026-11-24T08:00:00Z", {}, "2026-11-30T00:00:00Z")];
  const later = { ...setting, publications: [], answers, until: "2026-11-25T00:00:00Z" };
  expect(simulate({ ...later, track: { ...track, rollouts } as typeof track }).events.flatMap(line)).toEqual([]);
});
