import { boardOf } from "../picture/board.ts";
import { plainMrkdwn } from "../picture/mrkdwn.ts";
import { speakerOf } from "../picture/speaker.ts";
import { stepBrief } from "../picture/stepWords.ts";
import { lastWait } from "../picture/waits.ts";
import { instantOf, whenText } from "../picture/when.ts";
import { gateWords, statusWords } from "../picture/words.ts";
import type { RolloutSummary, StepSummary } from "../summary.ts";
import type { View } from "../view.ts";
import { newSince } from "./newSince.ts";
import { plainLine } from "./width.ts";

/** What has happened between two views, a line each, for output that nobody repaints. `previous` null: from the beginning. */
export function planLines(previous: View | null, next: View, zone: string): string[] {
  const now = whenText(instantOf(next.now), zone);
  const line = (at: string, what: string) => plainLine(`${whenText(instantOf(at), zone)}  ${what}`);
  const rollouts = next.summary.rollouts.flatMap((rollout) =>
    rolloutLines(previousOf(previous, rollout), rollout, instantOf(next.now), zone),
  );
  return [
    ...rollouts.map((what) => plainLine(`${now}  ${what}`)),
    ...progressLines(previous, next).map((what) => plainLine(`${now}  ${what}`)),
    ...newSince(previous?.slack ?? [], next.slack).map((sent) =>
      line(sent.at, `slack ${sent.channel}: ${plainMrkdwn(sent.text, { zone, now: instantOf(next.now) })}`),
    ),
    ...newSince(previous?.mail ?? [], next.mail).map((mail) => line(mail.at, `mail ${mail.to}: ${mail.subject}`)),
    ...newSince(previous?.log ?? [], next.log)
      .filter((entry) => entry.level !== "info")
      .map((entry) => line(entry.at, `${entry.level} ${speakerOf(entry.from)}: ${entry.message}`)),
    ...next.summary.ignored
      .slice(previous?.summary.ignored.length ?? 0)
      .map((event) => line(event.at, `event ignored: ${event.reason}`)),
  ];
}

const previousOf = (view: View | null, { service, family, image, publishedAt }: RolloutSummary) =>
  view?.summary.rollouts.find(
    (other) =>
      other.service === service &&
      other.family === family &&
      other.image === image &&
      other.publishedAt === publishedAt,
  );

function rolloutLines(previous: RolloutSummary | undefined, next: RolloutSummary, now: number, zone: string): string[] {
  const lines: string[] = [];
  if (!previous) lines.push(`${next.service}: ${next.image} of ${next.family} was published`);
  for (const step of next.steps) {
    const before = previous?.steps.find((other) => other.environment === step.environment);
    const words = stepLine(before, step, now, zone);
    if (words) lines.push(`${next.service} ${step.environment}: ${words}`);
  }
  if (previous && previous.status !== next.status)
    lines.push(`${next.service}: rollout of ${next.image} ${next.status}`);
  return lines;
}

function stepLine(before: StepSummary | undefined, step: StepSummary, now: number, zone: string): string | undefined {
  if (step.status === "waiting") {
    const wait = lastWait(step, now);
    const known = before && lastWait(before, now);
    if (before && before.dueAt === step.dueAt && known?.gate === wait?.gate) return undefined;
    const due = step.dueAt ? `${before ? "now " : ""}due ${whenText(instantOf(step.dueAt), zone)}` : "waits";
    return wait ? `${due}, because of ${gateWords(wait.gate)}: ${wait.reason}` : due;
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
