import { after } from "../duration.ts";
import { Temporal } from "../temporal.ts";
import type { Step, Track } from "./state.ts";

/** EventBridge Scheduler is precise to a minute, and a message that failed comes back after six. */
const patience = Temporal.Duration.from({ minutes: 10 });

/** Should somebody have looked at the track before now, and has not? Then what was to say so was lost. */
export function isOverdue(track: Track, now: Temporal.Instant): boolean {
  const isLate = (at: Temporal.Instant) => Temporal.Instant.compare(after(at, patience), now) < 0;
  if (track.lookAt && !isLate(track.lookAt)) return false;
  const active = track.rollouts.filter(({ status }) => status === "active");
  return active.some(({ steps }) => steps.some((step) => awaited(step).some(isLate)));
}

/** The moments after which the step goes no further by itself. */
function awaited(step: Step): Temporal.Instant[] {
  switch (step.status) {
    case "running":
      return [step.startedAt];
    case "soaking":
      return [step.until];
    case "waiting": {
      const answerBy = step.approval?.status === "wanted" ? step.approval.until : undefined;
      return [step.dueAt, answerBy].filter((at) => at !== undefined);
    }
    default:
      return [];
  }
}
