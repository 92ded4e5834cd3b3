import { milliseconds } from "../duration.ts";
import type { EnvironmentPolicy, ServicePolicy } from "../policy.ts";
import type { Temporal } from "../temporal.ts";
import { openWaits } from "./openWaits.ts";
import type { Step, ToldDate, Track } from "./state.ts";

type Waits = Extract<Step, { status: "waiting" }>;

/**
 * What differs by less is the same date. It is also how long after a date has passed it is taken back, and how long
 * before the start the teams hear of it once more.
 */
const hour = 3600_000;

/**
 * Writes down what the teams are told of the dates of waiting steps; announce tells what has changed. The plan tells
 * them first. From then on a date is told anew
 * - when another one is certain, and differs by more than an hour;
 * - when it passed an hour ago and no other is certain: it is taken back. While a refresh is awaited, such as that of
 *   the environment before, or the end of a pause that has none, nobody knows when: such dates move with every minute.
 * Nothing is told of an image that a newer one overtakes.
 */
export function tellDates(track: Track, policy: ServicePolicy, now: Temporal.Instant): Track {
  const overtaking = new Map<string, number>();
  let isChanged = false;
  const rollouts = track.rollouts.map((rollout) => {
    if (rollout.status !== "active") return rollout;
    const steps = rollout.steps.map((step, index) => {
      if (step.status !== "waiting") return step;
      const due = step.dueAt?.epochMilliseconds ?? Number.POSITIVE_INFINITY;
      const newer = overtaking.get(step.environment);
      overtaking.set(step.environment, Math.min(due, newer ?? due));
      const isOvertaken = newer !== undefined && newer <= due;
      const told = step.told && (isOvertaken ? step.told : toldOf(rollout.steps, index, policy, now));
      if (step.told && told === step.told) return step;
      isChanged = true;
      return { ...step, told: told ?? asPlanned(step, now) };
    });
    return isChanged ? { ...rollout, steps } : rollout;
  });
  return isChanged ? { ...track, rollouts } : track;
}

/** What is due at once is no date to plan around. */
const asPlanned = ({ dueAt }: Waits, now: Temporal.Instant): ToldDate => ({
  at: now,
  ...(dueAt && isAfter(dueAt, now) && { dueAt }),
});

function toldOf(
  steps: readonly Step[],
  index: number,
  policy: ServicePolicy,
  now: Temporal.Instant,
): ToldDate | undefined {
  const step = steps[index];
  if (step?.status !== "waiting" || !step.told) return undefined;
  const { dueAt, told } = step;
  const reminders = (date: Temporal.Instant) => dueReminders(step, date, policy, now);
  const differs = dueAt !== undefined && apart(dueAt, told.dueAt ?? now) > hour;
  const isLate = told.dueAt !== undefined && now.epochMilliseconds >= told.dueAt.epochMilliseconds + hour;
  const date = dueAt ?? told.dueAt;
  // Mostly there is nothing to tell, which is soon seen.
  if (!differs && !isLate && (!date || reminders(date) <= (told.reminders ?? 0))) return told;

  const isCertain = dueAt !== undefined && isAfter(dueAt, now) && !isMoving(steps, index, now);
  if (isCertain && differs) return { dueAt, at: now };
  if (!isCertain && isLate) return isLeftToPeople(step, now) ? told : { at: now };
  if (!date || !told.dueAt || !isAfter(date, now) || !(isCertain || isHeldUp(step, now))) return told;
  // What was told a moment ago need not be said again.
  const said = { ...told, reminders: reminders(date) };
  return apart(told.at, now) < hour ? said : { ...said, dueAt: date, at: now };
}

/** When the teams may have to be told something of the step's date, in epoch milliseconds. */
export function reminderMoments(step: Waits, policy: ServicePolicy): number[] {
  const { told, dueAt } = step;
  if (!told?.dueAt) return [];
  const date = (dueAt ?? told.dueAt).epochMilliseconds;
  const worthIt = told.at.epochMilliseconds + hour;
  const reminders = leads(step, policy)
    .slice(told.reminders ?? 0)
    .map((lead) => date - lead)
    .filter((at) => at >= worthIt);
  return [...reminders, told.dueAt.epochMilliseconds + hour];
}

const none: readonly number[] = [];
const known = new WeakMap<EnvironmentPolicy, readonly number[]>();

/** How long before their date the teams are reminded of it: where they plan around it, for it has a window or a notice. */
function leads({ environment: name }: Waits, { environments }: ServicePolicy): readonly number[] {
  const environment = environments.find((candidate) => candidate.name === name);
  if (!environment) return none;
  const found = known.get(environment);
  if (found) return found;
  const { notice, windows } = environment;
  const ahead = milliseconds(notice);
  const all = ahead > hour ? [ahead, hour] : ahead > 0 || windows.length > 0 ? [hour] : none;
  known.set(environment, all);
  return all;
}

function dueReminders(step: Waits, dueAt: Temporal.Instant, policy: ServicePolicy, now: Temporal.Instant): number {
  const left = dueAt.epochMilliseconds - now.epochMilliseconds;
  return leads(step, policy).filter((lead) => left <= lead).length;
}

/** Does the date hang on the end of a refresh, here or in an environment before, which nobody knows? */
function isMoving(steps: readonly Step[], index: number, now: Temporal.Instant): boolean {
  const step = steps[index];
  if (step?.status !== "waiting") return false;
  return openWaits(step, now).some(({ gate, until }) => {
    if (gate === "promotion") return !until || isMoving(steps, index - 1, now);
    return gate === "concurrency";
  });
}

const isLeftToPeople = (step: Waits, now: Temporal.Instant) =>
  openWaits(step, now).every(({ gate }) => gate === "approval");

/** Has somebody paused it until somebody resumes? */
const isHeldUp = (step: Waits, now: Temporal.Instant) =>
  !step.dueAt && openWaits(step, now).some(({ gate, until }) => gate === "pause" && !until);

const isAfter = (at: Temporal.Instant, now: Temporal.Instant) => at.epochMilliseconds > now.epochMilliseconds;
const apart = (a: Temporal.Instant, b: Temporal.Instant) => Math.abs(a.epochMilliseconds - b.epochMilliseconds);
