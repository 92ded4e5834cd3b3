import type { Before, GateContext, Occupant } from "../gates/gate.ts";
import { judge, type Waiting } from "../gates/index.ts";
import type { EnvironmentPolicy, ServicePolicy } from "../policy.ts";
import type { Temporal } from "../temporal.ts";
import { askFor, expire, wasPaused } from "./approval.ts";
import type { Command } from "./messages.ts";
import { isOver, pausesOf } from "./pauses.ts";
import type { Pause, Rollout, RolloutImage, Step, Track, Wait } from "./state.ts";
import { finish, known, passedAt, skip } from "./step.ts";
import { hasEnded, move } from "./table.ts";

/**
 * Takes every step as far as it goes at this moment: environment by environment, so that what ends in one may start
 * the next at once.
 */
export function settle(
  track: Track,
  policy: ServicePolicy,
  now: Temporal.Instant,
): { track: Track; commands: Command[] } {
  const rollouts = track.rollouts.map((rollout) => ({ ...rollout, steps: [...rollout.steps] }));
  const commands: Command[] = [];
  for (const environment of policy.environments) {
    settleEnvironment({ environment, rollouts, policy, pauses: pausesOf(track, environment.name), now, commands });
  }
  for (const rollout of rollouts) {
    if (rollout.status === "active") Object.assign(rollout, ending(rollout, now));
  }
  return { track: { ...track, rollouts: forget(rollouts) }, commands };
}

type Waits = Extract<Step, { status: "waiting" }>;
type Draft = Rollout & { steps: Step[] };

interface Settling {
  readonly environment: EnvironmentPolicy;
  readonly rollouts: readonly Draft[];
  readonly policy: ServicePolicy;
  readonly pauses: readonly Pause[];
  readonly now: Temporal.Instant;
  readonly commands: Command[];
}

function settleEnvironment({ environment, rollouts, policy, pauses, now, commands }: Settling): void {
  const index = (rollout: Draft) => rollout.steps.findIndex((step) => step.environment === environment.name);
  const next = policy.environments[policy.environments.findIndex((e) => e.name === environment.name) + 1];

  for (const rollout of rollouts) {
    const i = index(rollout);
    const step = rollout.steps[i];
    if (step?.status === "running") rollout.steps[i] = finish(step, next, now);
    if (step?.status === "soaking" && isPast(step.until, now)) rollout.steps[i] = endOfSoak(step);
  }

  let newest: Draft | undefined;
  for (const rollout of rollouts) {
    const i = index(rollout);
    const step = rollout.steps[i];
    if (!step) continue;
    if (step.status !== "waiting") {
      if (isTaken(step)) newest ??= rollout;
      continue;
    }
    if (newest) {
      rollout.steps[i] = supersede(step, newest.image, now);
      continue;
    }
    const previous = rollout.steps[i - 1];
    if (previous?.status === "superseded") {
      rollout.steps[i] = supersede(step, previous.by, now);
      continue;
    }
    // Nothing could start in a pause: what is asked for is not refused by the time that passes.
    const isHeld = pauses.some((pause) => !isOver(pause, now)) || wasPaused(step, now);
    const answered = isHeld ? step : expire(step, environment, now);
    if (answered.status !== "waiting") {
      rollout.steps[i] = answered;
      continue;
    }
    const occupant = occupantOf(rollouts, index);
    const context: GateContext = {
      now,
      environment,
      publishedAt: rollout.publishedAt,
      toldAt: rollout.toldAt,
      ...before(rollout, i, now),
      ...(occupant && { occupant }),
      approved: answered.approval?.status === "granted",
      pauses,
    };
    const verdict = judge(context);
    if (verdict.kind === "failed") rollout.steps[i] = skip(answered, now, verdict.reason, false);
    else if (verdict.kind === "waiting")
      rollout.steps[i] = askFor(stillWaiting(answered, verdict, now), verdict, environment, now, isHeld);
    else {
      rollout.steps[i] = start(answered, now);
      commands.push({ kind: "find-groups", environment: environment.name, image: rollout.image.id });
      newest = rollout;
    }
  }
}

function start(step: Step, now: Temporal.Instant): Step {
  return move(step, "start", {
    ...known(step),
    dueAt: step.dueAt ?? now,
    waits: closed(step.waits, [], now),
    status: "running",
    startedAt: now,
    attempt: 1,
    finding: true,
    groups: [],
  });
}

function endOfSoak(step: Extract<Step, { status: "soaking" }>): Step {
  const { until: _, ...rest } = step;
  return move(step, "end of soak", { ...rest, status: "succeeded" });
}

function supersede(step: Step, by: RolloutImage, now: Temporal.Instant): Step {
  return move(step, "supersede", {
    ...known(step),
    waits: closed(step.waits, [], now),
    status: "superseded",
    endedAt: now,
    reason: `${step.environment} takes the newer ${by.name}`,
    by,
  });
}

function stillWaiting(step: Waits, { waits, dueAt }: Waiting, now: Temporal.Instant): Waits {
  const { dueAt: _, ...rest } = step;
  return {
    ...rest,
    ...(dueAt && { dueAt }),
    waits: [...closed(step.waits, waits, now), ...waits],
  };
}

/** Does the environment have the image, or has it tried to? What was kept out takes no other's place. */
const isTaken = ({ status }: Step) => status !== "skipped" && status !== "declined" && status !== "superseded";

/** The waits that are over, kept for the record with the moment they ended. */
function closed(known: readonly Wait[], open: readonly Wait[], now: Temporal.Instant): Wait[] {
  return known
    .filter((wait) => !open.some((other) => other.gate === wait.gate))
    .map((wait) => (wait.until && isPast(wait.until, now) ? wait : { ...wait, until: now }));
}

const isBeingStopped = (step: Step): boolean => step.status === "running" && step.stop !== undefined;

/** How the way here stands: as the environment just before, unless the image was, or is being, taken from one further back. */
function before(rollout: Draft, index: number, now: Temporal.Instant): { before?: Before } {
  const earlier = rollout.steps.slice(0, index);
  const lost = earlier.find((step) => hasEnded(step) && passedAt(step) === undefined);
  const step = lost ?? earlier.find(isBeingStopped) ?? earlier.at(-1);
  if (!step) return {};
  const { environment } = step;
  const at = passedAt(step);
  if (at) return { before: { environment, status: "passed", at } };
  if (hasEnded(step)) return { before: { environment, status: "failed", reason: whyNot(step) } };
  const expected = step.status === "waiting" && step.dueAt && !isPast(step.dueAt, now) ? step.dueAt : now;
  return { before: { environment, status: "expected", at: expected } };
}

function whyNot(step: Step): string {
  if (step.status === "skipped") return step.reason;
  if (step.status === "declined") return `the image was declined in ${step.environment}`;
  return `the image did not succeed in ${step.environment}`;
}

function occupantOf(rollouts: readonly Draft[], index: (rollout: Draft) => number): Occupant | undefined {
  for (const rollout of rollouts) {
    const step = rollout.steps[index(rollout)];
    if (step?.status === "running") return { image: rollout.image.name, status: "running" };
    if (step?.status === "soaking") return { image: rollout.image.name, status: "soaking", until: step.until };
  }
  return undefined;
}

/** A rollout ends when all its steps have. */
function ending(rollout: Rollout, now: Temporal.Instant): Partial<Rollout> {
  if (!rollout.steps.every(hasEnded)) return {};
  const failed = rollout.steps.some((step) => step.status === "failed" || step.status === "rolled-back");
  const declined = rollout.steps.some((step) => step.status === "declined");
  const superseded = rollout.steps.some((step) => step.status === "superseded");
  return { status: failed ? "failed" : declined ? "declined" : superseded ? "superseded" : "succeeded", endedAt: now };
}

/** How many ended rollouts a track remembers. */
const remembered = 10;

function forget(rollouts: Rollout[]): Rollout[] {
  let ended = 0;
  return rollouts.filter((rollout) => rollout.status === "active" || ++ended <= remembered);
}

const isPast = (at: Temporal.Instant, now: Temporal.Instant) => at.epochMilliseconds <= now.epochMilliseconds;
