import { decide } from "@ami-refresh/core/domain/rollout/decide.ts";
import type { Input, RefreshReport } from "@ami-refresh/core/domain/rollout/messages.ts";
import type { Checkpoint, Track } from "@ami-refresh/core/domain/rollout/state.ts";
import { expect, test } from "vitest";
import { aService, at } from "../../support/policy.ts";
import { published } from "../../support/simulation.ts";

const monday = "2026-11-23T09:00:00Z";
const until = at("2026-11-23T10:00:00Z");
const plain = aService({ production: {} });
const service = {
  ...plain,
  environments: plain.environments.map((environment) => ({
    ...environment,
    refresh: { ...environment.refresh, checkpoints: [20, 60, 100] },
  })),
};
const where = { environment: "production", image: "ami-1" };

const moved = (checkpoint?: Checkpoint): Input => ({
  kind: "refresh-moved",
  service: "checkout",
  family: "base",
  group: "a",
  refreshId: "r",
  ...(checkpoint && { checkpoint }),
});
const inspected = (percent: number, status: RefreshReport["status"] = "InProgress"): Input => ({
  kind: "refresh-inspected",
  ...where,
  report: { group: "a", refreshId: "r", status, percent, failedActivities: [] },
});

/** What is told of checkpoints, input by input, once the refresh of `a` is under way. */
function told(...inputs: readonly Input[]): (string | undefined)[] {
  let track: Track = { service: "checkout", family: "base", rollouts: [] };
  const answer = { outcome: "started", refreshId: "r", to: "ami-1" } as const;
  const all: Input[] = [
    published("ami-1", monday),
    { kind: "groups-found", ...where, groups: ["a", "b"] },
    { kind: "refresh-answered", ...where, group: "a", answer },
    ...inputs,
  ];
  const lines = all.map((input) => {
    const decision = decide(track, input, service, at(monday));
    track = decision.track;
    const event = decision.events.find(({ type }) => type === "step.checkpoint");
    if (event?.type !== "step.checkpoint") return undefined;
    const { group, percent, until: end } = event.detail;
    return `${group} ${percent} ${end ?? "?"}`;
  });
  return lines.slice(3);
}

test("a checkpoint is told once, with the end of its wait, and looked after", () => {
  expect(told(moved({ percent: 20, until }), moved({ percent: 20, until }), inspected(20), inspected(40))).toEqual([
    `a 20 ${until}`,
    undefined,
    undefined,
    undefined,
  ]);
});

test("each is told, but none that lies behind the latest", () => {
  expect(told(moved({ percent: 20 }), moved({ percent: 60, until }), moved({ percent: 20 }))).toEqual([
    "a 20 ?",
    `a 60 ${until}`,
    undefined,
  ]);
});

test("where the event is lost, the percentage tells, and the event tells nothing more when it comes late", () => {
  expect(told(inspected(10), inspected(25), inspected(26), moved({ percent: 20, until }), inspected(100))).toEqual([
    undefined,
    "a 20 ?",
    undefined,
    undefined,
    "a 60 ?",
  ]);
});

test("not on the way back, nor when it is done", () => {
  expect(told(inspected(70, "RollbackInProgress"), inspected(100, "Successful"), moved({ percent: 20 }))).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});
