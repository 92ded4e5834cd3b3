import type { Track } from "@ami-refresh/core/domain/rollout/state.ts";
import type { DomainEvent } from "@ami-refresh/core/events.ts";
import { isOfRollout, type RolloutEvent } from "@ami-refresh/core/notify/describe/index.ts";
import { type Known, knownIn, knownOf } from "@ami-refresh/core/notify/known.ts";
import { merge, type Progress } from "@ami-refresh/core/notify/progress.ts";
import { toSlackRoot } from "@ami-refresh/core/notify/slackRoot.ts";
import { describe, expect, test } from "vitest";
import { aService, at, aWindow } from "../../support/policy.ts";
import { answer, type PersonsInput, pause, resume, type Setting, simulate } from "../../support/simulation.ts";
import { payments } from "./events.ts";

const published = "2026-11-24T09:00:00Z";
const service = aService({
  development: {},
  staging: { delay: "2h", soak: "1h", windows: [aWindow([1, 2, 3, 4, 5], "09:00", "17:00")] },
  production: { delay: "1d", approval: { teams: ["payments", "security"], timeout: "2d" } },
});
const yes = answer("approve", "production", "2026-11-24T13:00:00Z");
const stop = (kind: "cancel" | "roll-back", environment: string, when: string): PersonsInput => ({
  ...{ kind, service: "checkout", environment, image: "ami-1" },
  ...{ by: { name: "ann", kind: "cli" }, at: at(when), reason: "the new kernel drops packets" },
});
const fails =
  (where: string): NonNullable<Setting["refresh"]> =>
  (_, environment) => ({ minutes: 30, fails: environment === where });
const newer = { id: "ami-2", at: "2026-11-24T11:30:00Z" };

const histories: Readonly<Record<string, Partial<Setting>>> = {
  "all goes well": { answers: [yes] },
  "it fails in staging": { refresh: fails("staging") },
  "somebody says no": { answers: [answer("decline", "production", "2026-11-24T13:00:00Z")] },
  "nobody answers": {},
  "a newer image comes": { publications: [{ id: "ami-1", at: published }, newer], answers: [yes] },
  "a pause moves the date": {
    answers: [yes, pause("2026-11-24T14:00:00Z", { service: "checkout" }, "2026-11-27T09:00:00Z")],
  },
  "there are no groups": { groups: (name) => (name === "staging" ? [] : [`checkout-${name}`]), answers: [yes] },
  "it is cancelled": { answers: [yes, stop("cancel", "staging", "2026-11-24T11:10:00Z")] },
  "it is rolled back when all is done": { answers: [yes, stop("roll-back", "production", "2026-11-26T11:10:00Z")] },
};

/** The message of the rollout of an image, but for its dates and waits, which the track alone knows. */
function standing({ plan, ...progress }: Known): string {
  const steps = plan?.steps.map(({ environment }) => ({ environment, waits: [] }));
  const { blocks } = toSlackRoot({ ...progress, ...(plan && steps && { plan: { ...plan, steps } }) }, payments, []);
  return JSON.stringify(blocks.slice(0, -1), null, 2);
}
const mustMerge = (events: readonly RolloutEvent[]): Progress => {
  const progress = events.reduce<Progress | undefined>(merge, undefined);
  if (!progress) throw new Error("nothing has happened");
  return progress;
};

test.each(Object.keys(histories))("the track says what its events have told, of which one is enough: %s", (name) => {
  const upTo = (until: string) =>
    simulate({ service, publications: [{ id: "ami-1", at: published }], ...histories[name], from: published, until });
  const of = (events: readonly DomainEvent[]) =>
    events.filter(isOfRollout).filter(({ detail }) => detail.image.id === "ami-1");
  const moments = new Set(of(upTo("2026-12-10T00:00:00Z").events).map(({ detail }) => detail.at.toString()));
  expect(moments.size).toBeGreaterThan(3);
  for (const moment of moments) {
    const { track, events } = upTo(moment);
    const told = of(events);
    const whole = standing({ ...mustMerge(told), pauses: knownOf(mustMerge(told), track, at(moment)).pauses ?? [] });
    for (const event of told) expect(standing(knownOf(mustMerge([event]), track, at(moment)))).toEqual(whole);
  }
});

test("of a rollout that the track has forgotten no more is known than was told", () => {
  const setting = { service, publications: [{ id: "ami-1", at: published }] };
  const { events } = simulate({ ...setting, from: published, until: published });
  const told = mustMerge(events.filter(isOfRollout));
  const track: Track = { service: "checkout", family: "base", rollouts: [] };
  expect(knownOf(told, track, at("2026-12-10T00:00:00Z"))).toEqual(told);
});

describe("the message of a rollout says what holds now:", () => {
  const production = { service: "checkout", environment: "production" };
  /** The message of an image's rollout, as text, with times as they are written. */
  function rootOf(now: string, answers: readonly PersonsInput[], more: Partial<Setting> = {}, image = "ami-1"): string {
    const setting = { service, publications: [{ id: "ami-1", at: published }], answers, ...more };
    const { track } = simulate({ ...setting, from: published, until: now });
    const rollout = track.rollouts.find((one) => one.image.id === image);
    if (!rollout) throw new Error("it is not there");
    const { blocks } = toSlackRoot(knownIn(track, rollout, at(now)), payments, []);
    return JSON.stringify(blocks).replaceAll(/<!date\^[^|]*\|([^>]*)>/g, "$1");
  }
  const soon = "2026-11-25T12:01:00Z";
  const paused = (until?: string) => pause("2026-11-25T12:00:00Z", production, until);
  const resumed = resume("2026-11-25T12:43:00Z", production);

  test("until when an approval is waited for, in a pause and after it", () => {
    expect(rootOf("2026-11-25T11:00:00Z", [])).toContain("is wanted until Fri 27 Nov 2026, 09:00 GMT");
    expect(rootOf(soon, [paused("2026-11-26T20:00:00Z")])).toContain("is wanted until Sat 28 Nov 2026, 20:00 GMT");
    const after = rootOf("2026-11-25T12:44:00Z", [paused("2026-11-26T20:00:00Z"), resumed]);
    expect(after).toContain("is wanted until Fri 27 Nov 2026, 12:43 GMT");
    expect(after).toContain("*production*: as soon as nothing is in its way");
    expect(after).not.toMatch(/paused by|20:00/);
  });

  test("no such end where nobody knows when what is paused is resumed", () => {
    expect(rootOf(soon, [paused()])).toContain("*production*: the date is not known yet");
    expect(rootOf(soon, [paused()])).toContain("approval by *payments* and *security* is wanted\\n");
    expect(rootOf(soon, [paused("2026-11-26T20:00:00Z"), pause("2026-11-25T12:00:30Z", {})])).not.toContain(
      "is wanted until",
    );
  });

  test("that the next environment is paused, by whom and until when", () => {
    const until = "2026-11-27T20:00:00Z";
    expect(rootOf(soon, [paused()])).toContain(
      "*production* waits for an approval, and is paused by ann until somebody resumes.",
    );
    const yesterday = pause("2026-11-24T14:00:00Z", {}, until);
    const approved = rootOf("2026-11-24T15:00:00Z", [yes, yesterday]);
    expect(approved).toContain("⚠️");
    expect(approved).toContain("Paused by ann until Fri 27 Nov 2026, 20:00 GMT; then *production* is next.");
    expect(approved).toContain("◦ paused by ann: database migration – until Fri 27 Nov 2026, 20:00 GMT");
    const windows = [aWindow([3], "09:00", "17:00")];
    const weekly = aService({ production: { windows } });
    expect(rootOf("2026-11-24T15:00:00Z", [yesterday], { service: weekly })).toContain(
      "Paused by ann until Fri 27 Nov 2026, 20:00 GMT; then *production* is next, on Wed 2 Dec 2026, 09:00 GMT.",
    );
  });

  test("the dates of an image that a newer one overtakes, of which nothing more is told", () => {
    const publications = [{ id: "ami-1", at: published }, newer];
    const answers = [
      pause("2026-11-24T10:00:00Z", { service: "checkout" }, "2026-11-26T13:00:00Z"),
      pause("2026-11-24T12:00:00Z", {}, "2026-11-28T12:00:00Z"),
    ];
    const text = rootOf("2026-11-24T12:00:00Z", answers, { publications });
    expect(text).toContain("Paused by ann until Sat 28 Nov 2026, 12:00 GMT; then *staging* is next");
    expect(text).not.toContain("*staging*: Thu 26 Nov");
  });

  test("what it waits for, in the order in which that ends", () => {
    const text = rootOf("2026-11-24T09:00:00Z", [], { service: aService({ staging: { delay: "2h", notice: "1h" } }) });
    expect(text).toMatch(
      /the team is told 1h before – until .* 10:00 GMT.*takes images 2h after .* – until .* 11:00 GMT/,
    );
  });

  test("at which checkpoint a refresh waits, while it does", () => {
    const { track } = simulate({
      ...{ service, publications: [{ id: "ami-1", at: published }] },
      ...{ from: published, until: "2026-11-24T09:10:00Z", groups: () => ["web-a", "web-b", "web-c"] },
    });
    const until = { "web-a": at("2026-11-24T09:20:00Z"), "web-b": at("2026-11-24T09:40:00Z") };
    const [rollout] = track.rollouts.map((one) => ({
      ...one,
      steps: one.steps.map((step) =>
        step.status !== "running"
          ? step
          : {
              ...step,
              groups: step.groups.map((group) =>
                group.status === "running" && (group.name === "web-a" || group.name === "web-b")
                  ? { ...group, percent: 50, checkpoint: { percent: 50, until: until[group.name] } }
                  : group,
              ),
            },
      ),
    }));
    if (!rollout) throw new Error("it is not there");
    const textAt = (now: string) => standing(knownIn(track, rollout, at(now)));
    expect(textAt("2026-11-24T09:10:00Z")).toMatch(/◦ `web-b` is at its checkpoint of 50 %, until/);
    expect(textAt("2026-11-24T09:40:00Z")).not.toContain("checkpoint");
  });
});
