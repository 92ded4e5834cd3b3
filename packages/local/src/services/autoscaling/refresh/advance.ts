import { type Census, census } from "./census.ts";
import type { Advance, Fleet, RefreshEvent, RefreshPlan, RefreshState } from "./refresh.ts";
import { replacements } from "./replacements.ts";
import { waitingFor } from "./waitingFor.ts";

const HOUR_MS = 60 * 60_000;
/** "The maximum amount of time that an instance refresh can continue to actively replace instances is 14 days." */
const LONGEST_MS = 14 * 24 * HOUR_MS;
/** How long a refresh is Pending. */
export const PENDING_MS = 5_000;

/**
 * One look at a refresh: what is to be done now, given how the group is. Pure; whoever calls it performs the launches
 * and terminations and calls again when an instance has changed or `next` has come.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/instance-refresh-overview.html
 */
export function advance(plan: RefreshPlan, state: RefreshState, fleet: Fleet, now: number): Advance {
  switch (state.status) {
    case "Pending":
      return begin(plan, state, fleet, now);
    case "InProgress":
    case "RollbackInProgress":
      return replace(plan, state, fleet, now);
    case "Baking":
      return bake(plan, state, fleet, now);
    case "Cancelling":
      return fleet.members.some(({ lifecycle }) => lifecycle === "Pending" || lifecycle === "Terminating")
        ? idle(state)
        : end(state, "Cancelled", now, [{ name: "Cancelled" }]);
    default:
      return idle(state);
  }
}

/** Turns a running refresh back. `reason` becomes the RollbackReason. */
export function rollBack(state: RefreshState, reason: string, now: number): RefreshState {
  const { percentComplete, instancesToUpdate } = state;
  return {
    status: "RollbackInProgress",
    reason,
    percentComplete: 0,
    instancesToUpdate: 0,
    checkpointsPassed: 0,
    progressAt: now,
    mostReplaced: 0,
    fewestOld: Number.POSITIVE_INFINITY,
    rollback: { reason, startedAt: now, percentComplete, instancesToUpdate },
  };
}

function begin(plan: RefreshPlan, state: RefreshState, fleet: Fleet, now: number): Advance {
  const startsAt = plan.startedAt + PENDING_MS;
  if (now < startsAt) return idle(state, startsAt);
  if (plan.unsupported !== undefined) {
    return end({ ...state, reason: plan.unsupported }, "Failed", now, [{ name: "Failed" }]);
  }
  const begun = replace(plan, { ...state, status: "InProgress", progressAt: now }, fleet, now);
  return { ...begun, events: [{ name: "Started" }, ...begun.events] };
}

function replace(plan: RefreshPlan, before: RefreshState, fleet: Fleet, now: number): Advance {
  const found = census(plan, fleet, now);
  const state = counted(before, found, now);

  const paused = state.pausedUntil !== undefined && now < state.pausedUntil;
  const goals = before.status === "RollbackInProgress" || plan.checkpoints.length === 0 ? [100] : plan.checkpoints;
  const goal = numberOf(goals[state.checkpointsPassed] ?? 100, found.total);

  if (!paused && isReached(found, fleet, goal)) return reached(plan, state, found, fleet, goals, now);

  const failure = paused ? undefined : failureOf(plan, state, found, fleet, now);
  if (failure !== undefined) return fail(plan, state, failure, now);

  const { launch, terminate } = fleet.mayReplace
    ? replacements(plan, fleet, found, paused ? 0 : goal)
    : { launch: 0, terminate: [] };
  const delayed = fleet.launchRetryAt !== undefined && now < fleet.launchRetryAt;
  return {
    state: { ...state, reason: waitingFor(plan, state, found, fleet, now) },
    launch: delayed ? 0 : launch,
    terminate,
    events: [],
    next: earliest(
      [
        paused ? state.pausedUntil : deadline(plan, state, found),
        delayed && launch > 0 ? fleet.launchRetryAt : undefined,
        ...found.updated.map((member) => member.inServiceAt && member.inServiceAt + plan.warmupMs),
      ],
      now,
    ),
  };
}

/** How far it is, and when it last came forward. */
function counted(state: RefreshState, found: Census, now: number): RefreshState {
  const replaced = Math.min(found.replaced.length, found.total);
  const old = found.old.length + found.waiting.length;
  const done = found.total === 0 ? old === 0 : replaced === found.total;
  const forward = replaced > state.mostReplaced || old < state.fewestOld;
  return {
    ...state,
    percentComplete: done ? 100 : Math.floor((100 * replaced) / Math.max(1, found.total)),
    instancesToUpdate: Math.max(found.total - replaced, 0),
    progressAt: forward ? now : Math.max(state.progressAt, Math.min(now, state.pausedUntil ?? 0)),
    mostReplaced: Math.max(replaced, state.mostReplaced),
    fewestOld: Math.min(old, state.fewestOld),
  };
}

/** "A checkpoint is reached when the number of instances replaced reaches the percentage threshold": rounded up. */
const numberOf = (percent: number, total: number) => Math.ceil((total * percent) / 100);

function isReached(found: Census, fleet: Fleet, goal: number): boolean {
  const everything = goal >= found.total;
  const leftOver = found.old.length + found.waiting.length + found.retired.length + found.leaving.length;
  return found.replaced.length >= goal && found.alive.length <= fleet.desired && !(everything && leftOver > 0);
}

/**
 * A checkpoint, or the end. Of several checkpoints reached at once only the last is told ("Considerations"), and that of
 * 100 percent not at all ("How it works"):
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/asg-adding-checkpoints-instance-refresh.html
 */
function reached(
  plan: RefreshPlan,
  state: RefreshState,
  found: Census,
  fleet: Fleet,
  goals: readonly number[],
  now: number,
): Advance {
  const last = goals.findLastIndex((percent) => found.replaced.length >= numberOf(percent, found.total));
  const isEnd = last === goals.length - 1;
  const percentage = goals[last] ?? 100;
  const events: RefreshEvent[] =
    percentage < 100 ? [{ name: "Checkpoint Reached", percentage, delayMs: plan.checkpointDelayMs }] : [];
  if (!isEnd) {
    const pausedUntil = now + plan.checkpointDelayMs;
    const paused = { ...state, checkpointsPassed: last + 1, pausedUntil };
    return {
      state: { ...paused, reason: waitingFor(plan, paused, found, fleet, now) },
      launch: 0,
      terminate: [],
      events,
      next: pausedUntil,
    };
  }
  if (state.rollback) {
    const back = { ...state, reason: state.rollback.reason };
    return end(back, "RollbackSuccessful", now, [...events, { name: "Rollback Succeeded" }]);
  }
  if (plan.bakeMs === 0) return end(withoutReason(state), "Successful", now, [...events, { name: "Succeeded" }]);
  const bakingUntil = now + plan.bakeMs;
  return {
    state: { ...withoutReason(state), status: "Baking", bakingUntil },
    launch: 0,
    terminate: [],
    events: [...events, { name: "Started Baking" }],
    next: bakingUntil,
  };
}

function bake(plan: RefreshPlan, state: RefreshState, fleet: Fleet, now: number): Advance {
  const until = state.bakingUntil ?? now;
  if (now >= until) return end(state, "Successful", now, [{ name: "Succeeded" }]);
  // What is scaled out or lost meanwhile is launched with the desired configuration.
  const { launch, terminate } = replacements(plan, fleet, census(plan, fleet, now), 0);
  return { state, launch, terminate, events: [], next: until };
}

/** When it has failed, if nothing moves before: an hour after the last progress, or what is on its way has no more time. */
function deadline(plan: RefreshPlan, state: RefreshState, found: Census): number {
  const onlyWaiting = found.old.length === 0 && found.replaced.length === found.updated.length;
  const stuck = state.progressAt + HOUR_MS + (onlyWaiting ? 0 : plan.warmupMs);
  return state.status === "InProgress" ? Math.min(stuck, plan.startedAt + LONGEST_MS) : stuck;
}

function failureOf(
  plan: RefreshPlan,
  state: RefreshState,
  found: Census,
  fleet: Fleet,
  now: number,
): string | undefined {
  if (now < deadline(plan, state, found)) return undefined;
  if (now >= plan.startedAt + LONGEST_MS && state.status === "InProgress") {
    return "The instance refresh has exceeded its maximum duration of 14 days.";
  }
  return `The instance refresh could not replace any more instances for one hour. ${waitingFor(plan, state, found, fleet, now)}`;
}

function fail(plan: RefreshPlan, state: RefreshState, reason: string, now: number): Advance {
  if (state.status === "RollbackInProgress") {
    return end({ ...state, reason }, "RollbackFailed", now, [{ name: "Rollback Failed" }]);
  }
  if (!plan.autoRollback) return end({ ...state, reason }, "Failed", now, [{ name: "Failed" }]);
  return {
    state: rollBack(state, `Auto rollback: ${reason}`, now),
    launch: 0,
    terminate: [],
    events: [{ name: "Rollback Started" }],
    next: now,
  };
}

function end(state: RefreshState, status: RefreshState["status"], now: number, events: RefreshEvent[]): Advance {
  return { state: { ...state, status, endedAt: now }, launch: 0, terminate: [], events };
}

function withoutReason(state: RefreshState): RefreshState {
  const { reason: _, ...rest } = state;
  return rest;
}

const idle = (state: RefreshState, next?: number): Advance => ({
  state,
  launch: 0,
  terminate: [],
  events: [],
  ...(next !== undefined && { next }),
});

/** The first of the moments that is still to come. */
function earliest(moments: readonly (number | undefined)[], now: number): number {
  return Math.min(...moments.filter((moment) => moment !== undefined && moment > now).map(Number));
}
