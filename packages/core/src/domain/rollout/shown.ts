import type { Temporal } from "../temporal.ts";
import { byEnd } from "./byEnd.ts";
import type { Rollout, Step, Track, Wait } from "./state.ts";

/** What somebody wants to see who asks where things stand: the newest rollout, however it went, and those under way. */
export const shownOf = ({ rollouts }: Pick<Track, "rollouts">): readonly Rollout[] =>
  rollouts.filter(({ status }, i) => i === 0 || status === "active");

/** What a step still waits for, that which ends first first. */
export const openWaits = ({ waits }: Pick<Step, "waits">, now: Temporal.Instant): readonly Wait[] =>
  waits.filter(({ until }) => !until || until.epochMilliseconds > now.epochMilliseconds).toSorted(byEnd);

/** Until when a question is open. Nobody knows where somebody has to end a pause first: there is all of the time then. */
export function answerBy(step: Pick<Step, "waits" | "approval">, now: Temporal.Instant): Temporal.Instant | undefined {
  const { approval } = step;
  const isHeld = openWaits(step, now).some(({ gate, until }) => gate === "pause" && !until);
  return approval?.status === "wanted" && !isHeld ? approval.until : undefined;
}
