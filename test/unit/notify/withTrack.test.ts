import type { Track } from "@ami-refresh/core/domain/rollout/state.ts";
import type { DomainEvent } from "@ami-refresh/core/events.ts";
import { isOfRollout, type RolloutEvent } from "@ami-refresh/core/notify/describe/index.ts";
import { merge, type Progress } from "@ami-refresh/core/notify/progress.ts";
import { toSlackRoot } from "@ami-refresh/core/notify/slackRoot.ts";
import { withTrack } from "@ami-refresh/core/notify/withTrack.ts";
import { expect, test } from "vitest";
import { aService, at, aWindow } from "../../support/policy.ts";
import { answer, type PersonsInput, pause, type Setting, simulate } from "../../support/simulation.ts";
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

/**
 * How the rollout of the image stands: without when it was heard of last, and what it waits for, which the track knows
 * better than events that are hours old.
 */
function standing({ plan, dates = {}, ...progress }: Progress): string {
  const bare = {
    ...progress,
    ...(plan && { plan: { ...plan, steps: plan.steps.map((step) => ({ ...step, waits: [] })) } }),
    dates: Object.fromEntries(Object.entries(dates).map(([name, date]) => [name, { ...date, waits: [] }])),
  };
  return JSON.stringify(toSlackRoot(bare, payments, []).blocks.slice(0, -1), null, 2);
}
const mustMerge = (events: readonly RolloutEvent[]): Progress => {
  const progress = events.reduce<Progress | undefined>(merge, undefined);
  if (!progress) throw new Error("nothing has happened");
  return progress;
};

test.each(Object.keys(histories))("whichever one event was heard of, what is known is as if all were: %s", (name) => {
  const upTo = (until: string) =>
    simulate({ service, publications: [{ id: "ami-1", at: published }], ...histories[name], from: published, until });
  const of = (events: readonly DomainEvent[]) =>
    events.filter(isOfRollout).filter(({ detail }) => detail.image.id === "ami-1");
  const moments = new Set(of(upTo("2026-12-10T00:00:00Z").events).map(({ detail }) => detail.at.toString()));
  expect(moments.size).toBeGreaterThan(3);
  for (const moment of moments) {
    const { track, events } = upTo(moment);
    const told = of(events);
    const whole = mustMerge(told);
    for (const event of told) expect(standing(withTrack(mustMerge([event]), track))).toEqual(standing(whole));
    expect(withTrack(whole, track)).toMatchObject({ news: whole.news, approvals: whole.approvals });
  }
});

test("of a rollout that the track has forgotten no more is known than was told", () => {
  const setting = { service, publications: [{ id: "ami-1", at: published }] };
  const { events } = simulate({ ...setting, from: published, until: published });
  const told = mustMerge(events.filter(isOfRollout));
  const track: Track = { service: "checkout", family: "base", rollouts: [] };
  expect(withTrack(told, track)).toEqual(told);
});
