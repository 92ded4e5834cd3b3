import type { RolloutView } from "@ami-refresh/core/app/showRollout.ts";
import type { ServicePolicy } from "@ami-refresh/core/domain/policy.ts";
import type { GroupProgress, Rollout, Track } from "@ami-refresh/core/domain/rollout/state.ts";
import { aService, at, aWindow } from "../../support/policy.ts";
import { answer, type PersonsInput, pause, type Setting, simulate } from "../../support/simulation.ts";
import { payments } from "../notify/events.ts";

/** Rollouts of checkout as they stand at a moment, for the pages about them. */

const three: ServicePolicy = aService({
  development: {},
  staging: { delay: "1d", windows: [{ ...aWindow([1, 2, 3, 4, 5], "09:00", "17:00"), text: "Mon-Fri 09:00-17:00" }] },
  production: {
    delay: "3d",
    soak: "1d",
    approval: { teams: ["payments", "security"], timeout: "5d" },
    windows: [{ ...aWindow([2, 3, 4], "10:00", "16:00"), text: "Tue-Thu 10:00-16:00" }],
  },
});
export const service: ServicePolicy = {
  ...three,
  environments: three.environments.map((environment) => ({
    ...environment,
    refresh: { ...environment.refresh, checkpoints: [25, 50, 100] },
  })),
};
export const team = {
  ...payments,
  members: [{ name: "ann", slack: "U1", may: ["approve", "pause", "roll-back"] as const }],
};

const names: Readonly<Record<string, string>> = {
  "ami-0": "base-al2023-2026.10.20",
  "ami-1": "base-al2023-2026.11.24",
  "ami-2": "base-al2023-2026.11.26",
};
const kernels: Readonly<Record<string, string>> = { "ami-0": "6.1.112", "ami-1": "6.1.115", "ami-2": "6.1.117" };

const before = { id: "ami-0", at: "2026-10-20T09:00:00Z" };
const published = { id: "ami-1", at: "2026-11-24T09:00:00Z" };
const earlier = answer("approve", "production", "2026-10-22T10:00:00Z", "ami-0");
const yes = answer("approve", "production", "2026-11-26T10:00:00Z");

/** `change`: of the groups that are being refreshed. */
function stand(
  until: string,
  setting: Partial<Setting> = {},
  change: (group: Extract<GroupProgress, { status: "running" }>, index: number) => GroupProgress = (group) => group,
): RolloutView {
  const { track } = simulate({
    service,
    from: before.at,
    publications: [before, published],
    groups: (environment) =>
      environment === "production" ? ["checkout-prod-a", "checkout-prod-b"] : [`checkout-${environment}`],
    ...setting,
    until,
    answers: [earlier, ...(setting.answers ?? [])],
  });
  const rollouts = track.rollouts.map((rollout) => dressed(rollout, change));
  const rollout = rollouts.find(({ image }) => image.id === "ami-1");
  if (!rollout) throw new Error("it is not there");
  return {
    kind: "rollout",
    service,
    team,
    track: { ...track, rollouts },
    rollout,
    now: at(until),
    until: at("2027-03-01T00:00:00Z"),
    region: "eu-west-2",
  };
}

function dressed(
  rollout: Rollout,
  change: (group: Extract<GroupProgress, { status: "running" }>, index: number) => GroupProgress,
): Rollout {
  const { image, steps } = rollout;
  const named = <T extends { readonly id: string }>(one: T) => ({ ...one, name: names[one.id] ?? one.id });
  return {
    ...rollout,
    image: named(image),
    tags: { Kernel: kernels[image.id] ?? "", Distribution: "al2023" },
    steps: steps.map((step) =>
      step.status === "running"
        ? { ...step, groups: step.groups.map((group, i) => (group.status === "running" ? change(group, i) : group)) }
        : step.status === "superseded"
          ? { ...step, by: named(step.by) }
          : step,
    ),
  };
}

const by = { name: "ann", kind: "cli" } as const;
const rollBack: PersonsInput = {
  ...{ kind: "roll-back", service: "checkout", environment: "production", image: "ami-1" },
  ...{ by, at: at("2026-12-01T10:10:00Z"), reason: "the new kernel drops packets" },
};
const fails: NonNullable<Setting["refresh"]> = (image, _, group) => ({
  minutes: 30,
  fails: image === "ami-1" && group === "checkout-prod-b",
});

export const scenes = {
  waiting: stand("2026-11-24T12:00:00Z"),
  approval: stand("2026-11-27T12:00:00Z"),
  running: stand("2026-12-01T10:20:00Z", { answers: [yes] }, (group, index) =>
    index === 0
      ? { ...group, percent: 50, checkpoint: { percent: 50, until: at("2026-12-01T11:00:00Z") } }
      : { ...group, percent: 18 },
  ),
  paused: stand("2026-11-27T12:00:00Z", {
    answers: [
      yes,
      pause("2026-11-27T11:00:00Z", { service: "checkout", environment: "production" }),
      pause("2026-11-27T11:30:00Z", {}, "2026-11-30T09:00:00Z"),
    ],
  }),
  failed: stand("2026-12-01T12:00:00Z", { answers: [yes], refresh: fails }),
  "rolled-back": stand("2026-12-01T12:00:00Z", { answers: [yes, rollBack] }),
  declined: stand("2026-11-27T12:00:00Z", { answers: [answer("decline", "production", "2026-11-26T10:00:00Z")] }),
  finished: stand("2026-12-01T12:00:00Z", { answers: [yes] }),
  superseded: stand("2026-11-28T12:00:00Z", {
    publications: [before, published, { id: "ami-2", at: "2026-11-26T09:00:00Z" }],
  }),
} satisfies Readonly<Record<string, RolloutView>>;

/** The same rollout with other facts. */
export function changed(view: RolloutView, change: (track: Track) => Track): RolloutView {
  const track = change(view.track);
  const rollout = track.rollouts.find(({ publishedAt }) => publishedAt.equals(view.rollout.publishedAt));
  if (!rollout) throw new Error("it is not there");
  return { ...view, track, rollout };
}
