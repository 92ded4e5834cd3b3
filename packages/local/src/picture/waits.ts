import type { StepSummary } from "../summary.ts";
import { instantOf } from "./when.ts";

export type WaitSummary = StepSummary["waits"][number];

/** The waits that are not over at `now`. */
export function openWaits(step: StepSummary, now: number): WaitSummary[] {
  if (step.status !== "waiting") return [];
  return step.waits.filter((wait) => wait.until === null || instantOf(wait.until) > now);
}

/** The wait that ends last, which is the one that the step is waiting for in the end; undated ones only if there is no other. */
export function lastWait(step: StepSummary, now: number): WaitSummary | undefined {
  const open = openWaits(step, now);
  const dated = open.filter((wait) => wait.until !== null);
  return dated.sort((a, b) => endOf(a) - endOf(b)).at(-1) ?? open.at(-1);
}

/** The waits beside the last that no date ends, such as for an approval: somebody has to do something about them. */
export function waitsWithoutEnd(step: StepSummary, now: number): WaitSummary[] {
  const last = lastWait(step, now);
  return openWaits(step, now).filter((wait) => wait.until === null && wait !== last);
}

export const endOf = (wait: WaitSummary): number =>
  wait.until === null ? Number.POSITIVE_INFINITY : instantOf(wait.until);
