import { besideGate } from "@ami-refresh/core/domain/gates/besideGate.ts";
import type { StepSummary } from "../summary.ts";
import { endOf, openWaits } from "./waits.ts";
import { instantOf, nearText, spanText, whenText } from "./when.ts";
import { gateWords, statusWords } from "./words.ts";

/** Everything that there is to say about a step, a sentence each, the latest state first. */
export function stepWords(step: StepSummary, now: number, zone: string): string[] {
  const words = [`${capital(doneText(step, now, zone))}.`];
  const open = openWaits(step, now).toSorted((a, b) => endOf(a) - endOf(b));
  const waits = step.waits.toSorted((a, b) => endOf(a) - endOf(b));
  for (const wait of open) {
    const until = wait.until ? ` until ${whenText(instantOf(wait.until), zone)}` : "";
    words.push(`Waits${until} for ${gateWords(wait.gate)}: ${besideGate(wait)}.`);
  }
  for (const wait of waits) {
    if (open.includes(wait)) continue;
    const until = wait.until ? ` until ${whenText(instantOf(wait.until), zone)}` : "";
    words.push(`Waited${until} for ${gateWords(wait.gate)}: ${besideGate(wait)}.`);
  }
  for (const group of step.groups) {
    if (group.reason) words.push(`${group.name}: ${group.reason}.`);
  }
  return words.map((sentence) => sentence.replace(/\.\.$/, "."));
}

/** A step's state in a few words: `due Sun 29 Nov 02:00`, `refreshed 12:40 in 8m`. */
export function stepBrief(step: StepSummary, now: number, zone: string): string {
  if (step.status === "waiting") {
    return step.dueAt ? `due ${nearText(instantOf(step.dueAt), now, zone)}` : "not known when";
  }
  return doneText({ ...step, reason: null }, now, zone);
}

const doneText = (step: StepSummary, now: number, zone: string): string =>
  step.status === "soaking"
    ? `${statusWords("succeeded")}${outcome(step, now, zone)}, soaking`
    : `${statusWords(step.status)}${outcome(step, now, zone)}`;

function outcome(step: StepSummary, now: number, zone: string): string {
  const why = step.reason ? `: ${step.reason}` : "";
  if (step.status === "waiting") return step.dueAt ? `, due ${whenText(instantOf(step.dueAt), zone)}` : "";
  if (!step.startedAt) return step.endedAt ? ` ${nearText(instantOf(step.endedAt), now, zone)}${why}` : why;
  const started = instantOf(step.startedAt);
  if (!step.endedAt) return ` since ${nearText(started, now, zone)}${why}`;
  const ended = instantOf(step.endedAt);
  return ` ${nearText(ended, now, zone)} in ${spanText(ended - started)}${why}`;
}

const capital = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
