import type { Temporal } from "../temporal.ts";
import { openWaits } from "./openWaits.ts";
import type { Rollout, Step, Track } from "./state.ts";

/** What somebody wants to see who asks where things stand: the newest rollout, however it went, and those under way. */
export const shownOf = ({ rollouts }: Pick<Track, "rollouts">): readonly Rollout[] =>
  rollouts.filter(({ status }, i) => i === 0 || status === "active");

/** Until when a question is open. Nobody knows where somebody has to end a pause first: there is all of the time then. */
export function answerBy(step: Pick<Step, "waits" | "approval">, now: Temporal.Instant): Temporal.Instant | undefined {
  const { approval } = step;
  const isHeld = openWaits(step, now).some(({ gate, until }) => gate === "pause" && !until);
  return approval?.status === "wanted" && !isHeld ? approval.until : undefined;
}
