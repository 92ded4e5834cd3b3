import type { RolloutSummary, StepSummary } from "../summary.ts";
import { endOf } from "./waits.ts";
import { instantOf } from "./when.ts";

/** A stretch of a step's time, as a bar is drawn. Times are epoch milliseconds. */
export type Segment = { readonly from: number; readonly to: number } & (
  | { readonly kind: "wait"; readonly gate: string; readonly reason: string; readonly open: boolean }
  | { readonly kind: "refresh"; readonly outcome: string }
);

/**
 * Gates are all asked at once; the picture shows one after another: each stretch belongs to the gate that passes next.
 * A gate of which nobody knows when it passes lasts until the step starts, or until `now`.
 */
export function segmentsOf(rollout: RolloutSummary, step: StepSummary, now: number): Segment[] {
  const segments: Segment[] = [];
  const start = step.startedAt ?? step.endedAt;
  let cursor = instantOf(rollout.publishedAt);
  const end = start ? instantOf(start) : Math.max(now, step.dueAt ? instantOf(step.dueAt) : now);
  for (const wait of step.waits.toSorted((a, b) => endOf(a) - endOf(b))) {
    const to = Math.min(endOf(wait), end);
    if (to <= cursor) continue;
    const open = wait.until === null && !start;
    segments.push({ kind: "wait", gate: wait.gate, reason: wait.reason, from: cursor, to, open });
    cursor = to;
  }
  if (step.startedAt) {
    const from = instantOf(step.startedAt);
    const to = step.endedAt ? instantOf(step.endedAt) : now;
    segments.push({ kind: "refresh", outcome: step.status, from, to: Math.max(from, to) });
  }
  return segments;
}
