import { besideGate } from "@ami-refresh/core/domain/gates/besideGate.ts";
import { boardOf } from "../picture/board.ts";
import { plainMrkdwn } from "../picture/mrkdwn.ts";
import { subjectOf } from "../picture/program.ts";
import { speakerOf } from "../picture/speaker.ts";
import { stepBrief } from "../picture/stepWords.ts";
import { lastWait, waitsWithoutEnd } from "../picture/waits.ts";
import { instantOf, whenText } from "../picture/when.ts";
import { gateWords, statusWords } from "../picture/words.ts";
import type { RolloutSummary, StepSummary } from "../summary.ts";
import type { View } from "../view.ts";
import { newSince } from "./newSince.ts";
import { plainLine } from "./width.ts";

/** Something to tell, and when it happened: ISO 8601. */
interface Happening {
  readonly at: string;
  readonly what: string;
}

/**
 * What has happened between two views, a line each in the order in which it happened, for output that nobody repaints.
 * `previous` null: from the beginning.
 */
export function planLines(previous: View | null, next: View, zone: string): string[] {
  const now = instantOf(next.now);
  const happenings: Happening[] = [
    ...next.summary.rollouts.flatMap((rollout) =>
      rolloutHappenings(previousOf(previous, rollout), rollout, next, zone),
    ),
    ...progressLines(previous, next).map((what) => ({ at: next.now, what })),
    ...newSince(previous?.slack ?? [], next.slack, ({ channel, ts }) => `${channel} ${ts}`).map((sent) => ({
      at: sent.at,
      what: `slack ${sent.channel}: ${plainMrkdwn(sent.text, { zone, now })}`,
    })),
    ...newSince(previous?.mail ?? [], next.mail, ({ id, to }) => `${id} ${to}`).map(({ at, to, subject }) => ({
      at,
      what: `mail ${to}: ${subject}`,
    })),
    ...newPrograms(previous, next).map((told) => ({
      at: told.at,
      what: `${told.channel} ${told.to}: ${subjectOf(told)}`,
    })),
    ...newSince(previous?.log ?? [], next.log, ({ at, from, message }) => `${at} ${from} ${message}`)
      .filter((entry) => entry.level !== "info")
      .map(({ at, level, from, message }) => ({ at, what: `${level} ${speakerOf(from)}: ${message}` })),
    ...next.summary.ignored
      .slice(previous?.summary.ignored.length ?? 0)
      .map(({ at, reason }) => ({ at, what: `event ignored: ${reason}` })),
  ];
  return happenings
    .toSorted((one, other) => instantOf(one.at) - instantOf(other.at))
    .map(({ at, what }) => plainLine(`${whenText(instantOf(at), zone)}  ${what}`));
}

/** Of one moment topics come before webhooks, whichever was first: what is new may stand before what is known. */
function newPrograms(previous: View | null, { programs }: View) {
  const known = new Set(previous?.programs.map(({ id }) => id));
  return programs.filter(({ id }) => !known.has(id));
}

const previousOf = (view: View | null, { service, family, image, publishedAt }: RolloutSummary) =>
  view?.summary.rollouts.find(
    (other) =>
      other.service === service &&
      other.family === family &&
      other.image === image &&
      other.publishedAt === publishedAt,
  );

function rolloutHappenings(
  previous: RolloutSummary | undefined,
  next: RolloutSummary,
  view: View,
  zone: string,
): Happening[] {
  const { service, family, image, publishedAt, status } = next;
  const happenings: Happening[] = [];
  if (!previous) happenings.push({ at: publishedAt, what: `${service}: ${image} of ${family} was published` });
  for (const step of next.steps) {
    const before = previous?.steps.find((other) => other.environment === step.environment);
    const words = stepLine(before, step, instantOf(view.now), zone);
    if (words)
      happenings.push({ at: momentOf(before, step) ?? view.now, what: `${service} ${step.environment}: ${words}` });
  }
  if (previous && previous.status !== status) {
    const ends = next.steps.flatMap(({ endedAt }) => endedAt ?? []).sort();
    happenings.push({ at: ends.at(-1) ?? view.now, what: `${service}: rollout of ${image} ${status}` });
  }
  return happenings;
}

/** When the step came to where it is; a wait, and the end of a soak, are told when they are noticed. */
function momentOf(before: StepSummary | undefined, step: StepSummary): string | null {
  if (step.status === "waiting" || before?.status === "soaking") return null;
  return step.endedAt ?? step.startedAt;
}

function stepLine(before: StepSummary | undefined, step: StepSummary, now: number, zone: string): string | undefined {
  if (step.status === "waiting") {
    const wait = lastWait(step, now);
    const known = before && lastWait(before, now);
    if (before && before.dueAt === step.dueAt && known?.gate === wait?.gate) return undefined;
    const due = step.dueAt ? `${before ? "now " : ""}due ${whenText(instantOf(step.dueAt), zone)}` : "waits";
    const needed = waitsWithoutEnd(step, now).map(({ reason }) => `; ${reason}`);
    return wait ? `${due}, because of ${gateWords(wait.gate)}: ${besideGate(wait)}${needed.join("")}` : due;
  }
  if (before?.status === step.status) return undefined;
  if (step.status === "running") return "refresh started";
  const reason = step.groups.find((group) => group.reason)?.reason ?? step.reason;
  const told = before?.status === "soaking" ? statusWords("succeeded") : stepBrief(step, now, zone);
  return reason ? `${told}: ${reason}` : told;
}

const quarters = 25;

function progressLines(previous: View | null, next: View): string[] {
  const known = new Map(previous ? boardOf(previous).flatMap((row) => row.cells.map((cell) => [key(cell), cell])) : []);
  return boardOf(next).flatMap((row) =>
    row.cells.flatMap((cell) => {
      if (cell.status !== "running" || cell.percent === null) return [];
      const before = known.get(key(cell));
      // The last quarter is told as the end of the refresh.
      const reached = Math.min(3, Math.floor(cell.percent / quarters));
      const had = before?.status === "running" && before.percent !== null ? Math.floor(before.percent / quarters) : 0;
      return reached > had ? [`${cell.service} ${cell.environment}: ${reached * quarters} % refreshed`] : [];
    }),
  );
}

const key = ({ service, environment }: { service: string; environment: string }) => `${service} ${environment}`;
