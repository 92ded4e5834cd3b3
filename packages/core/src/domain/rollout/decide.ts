import type { DomainEvent } from "../../events.ts";
import { after } from "../duration.ts";
import type { ServicePolicy } from "../policy.ts";
import { Temporal } from "../temporal.ts";
import { announce } from "./announce.ts";
import { apply } from "./apply.ts";
import { reminderOf } from "./approval.ts";
import type { Command, Input } from "./messages.ts";
import { promoted } from "./promoted.ts";
import { settle } from "./settle.ts";
import type { Step, Track } from "./state.ts";
import { reminderMoments, tellDates } from "./tellDates.ts";

export interface Decision {
  readonly track: Track;
  readonly events: readonly DomainEvent[];
  readonly commands: readonly Command[];
  /** Why the input itself changed nothing, where it did not: an input never ends in silence. */
  readonly note?: string;
}

/**
 * The one decision of the product: given what is known of a service's rollouts, what has come in, what the
 * configuration asks for and the time, what is known afterwards, what is to be told and what is to be done.
 */
export function decide(track: Track, input: Input, policy: ServicePolicy, now: Temporal.Instant): Decision {
  const applied = apply(track, input, policy, now);
  const settled = settle(applied.track, policy, now);
  const told = tellDates(settled.track, policy, now);
  const look = lookAgain(told, policy, now);
  return {
    track: look ? { ...told, lookAt: look } : told,
    events: announce(track, told, policy, now),
    commands: [
      ...applied.commands,
      ...settled.commands,
      ...promoted(track, told, policy),
      ...(look ? [{ kind: "look-again" as const, at: look }] : []),
    ],
    ...(applied.note && { note: applied.note }),
  };
}

/** How often a running refresh is asked after: its events are best effort, so none may ever come. */
const inspectEvery = Temporal.Duration.from({ minutes: 10 });

/** When to look again, or undefined where nothing is awaited or an earlier look will come anyway. */
function lookAgain(track: Track, policy: ServicePolicy, now: Temporal.Instant): Temporal.Instant | undefined {
  let next: Temporal.Instant | undefined;
  for (const rollout of track.rollouts) {
    if (rollout.status !== "active") continue;
    for (const step of rollout.steps) {
      const at = awaited(step, policy, now);
      if (at && (!next || Temporal.Instant.compare(at, next) < 0)) next = at;
    }
  }
  if (!next) return undefined;
  const planned = track.lookAt;
  const comesAnyway =
    planned && Temporal.Instant.compare(planned, now) > 0 && Temporal.Instant.compare(planned, next) <= 0;
  return comesAnyway ? undefined : next;
}

function awaited(step: Step, policy: ServicePolicy, now: Temporal.Instant): Temporal.Instant | undefined {
  switch (step.status) {
    case "waiting": {
      const answerBy = step.approval?.status === "wanted" ? step.approval.until : undefined;
      const environment = answerBy && policy.environments.find(({ name }) => name === step.environment);
      const reminder = environment && reminderOf(step, environment);
      const moments = [step.dueAt, answerBy, reminder].map((at) => at?.epochMilliseconds);
      let first = Number.POSITIVE_INFINITY;
      for (const at of [...moments, ...reminderMoments(step, policy)]) {
        if (at !== undefined && at > now.epochMilliseconds && at < first) first = at;
      }
      return first === Number.POSITIVE_INFINITY ? undefined : Temporal.Instant.fromEpochMilliseconds(first);
    }
    case "running":
      return after(now, inspectEvery);
    case "soaking":
      return step.until;
    default:
      return undefined;
  }
}
