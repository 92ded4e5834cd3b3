import type { Census } from "./census.ts";
import { healthyBounds } from "./healthyBounds.ts";
import type { Fleet, Member, RefreshPlan } from "./refresh.ts";

export interface Replacements {
  readonly launch: number;
  readonly terminate: readonly string[];
}

/**
 * How many instances to launch and which to terminate now. `goal`: how many of the group may have the wanted
 * configuration before the next checkpoint; a lower one than there are already lets only gaps be filled. Keeps the
 * ready instances at or above the floor and the group at or below the ceiling of healthyBounds.
 */
export function replacements(plan: RefreshPlan, fleet: Fleet, found: Census, goal: number): Replacements {
  const { floor, ceiling } = healthyBounds(fleet.desired, plan.minPercent, plan.maxPercent);
  const alive = found.alive.length - found.rejects.length;
  const surplus = Math.max(0, alive - fleet.desired);
  const gap = Math.max(0, fleet.desired - alive);

  // Replacements that may be begun: every old instance has at most one, and those already launched count.
  const begin = Math.max(0, Math.min(goal - found.updated.length - gap, found.old.length - surplus));
  const spare = found.alive.filter(found.ready).length - floor;
  const outgoing = dispensable(found.old, begin + surplus, spare, found.ready);
  const excess = found.old.length + found.waiting.length === 0 ? surplusUpdated(found, surplus) : [];

  const remaining = alive - outgoing.length - excess.length;
  const begun = Math.max(0, outgoing.length - surplus);
  const wanted = Math.max(0, fleet.desired - remaining) + begin - begun;
  return {
    launch: Math.max(0, Math.min(ceiling - remaining, wanted)),
    terminate: [...found.rejects, ...found.retired, ...outgoing, ...excess].map((member) => member.id),
  };
}

/** Up to `count` of them; of those that are ready no more than `spare`. */
function dispensable(old: readonly Member[], count: number, spare: number, ready: (member: Member) => boolean) {
  const idle = old.filter((member) => !ready(member));
  const serving = old.filter(ready).slice(0, Math.max(0, spare));
  return [...idle, ...serving].slice(0, count);
}

/** After the group was made smaller, and nothing old is left to go. */
function surplusUpdated(found: Census, surplus: number): readonly Member[] {
  const unprotected = found.updated.filter((member) => !member.protected);
  return [...unprotected].sort((a, b) => Number(found.ready(a)) - Number(found.ready(b))).slice(0, surplus);
}
