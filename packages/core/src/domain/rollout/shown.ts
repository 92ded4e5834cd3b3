import type { Temporal } from "../temporal.ts";
import type { Rollout, Step, Track, Wait } from "./state.ts";

/** What somebody wants to see who asks where things stand: the newest rollout, however it went, and those under way. */
export const shownOf = ({ rollouts }: Pick<Track, "rollouts">): readonly Rollout[] =>
  rollouts.filter(({ status }, i) => i === 0 || status === "active");

/** What a step still waits for, that which ends first first. */
export const openWaits = ({ waits }: Pick<Step, "waits">, now: Temporal.Instant): readonly Wait[] =>
  waits.filter(({ until }) => !until || until.epochMilliseconds > now.epochMilliseconds).toSorted(byEnd);

/** What ends first comes first, and last what has no end. */
export const byEnd = (a: Wait, b: Wait) => endOf(a) - endOf(b);
const endOf = ({ until }: Wait) => until?.epochMilliseconds ?? Number.MAX_SAFE_INTEGER;
