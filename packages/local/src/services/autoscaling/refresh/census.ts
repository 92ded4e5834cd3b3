import type { Fleet, Member, RefreshPlan } from "./refresh.ts";

/** The members of a group, sorted by what a refresh may do with them. */
export interface Census {
  /** Pending or in service. */
  readonly alive: readonly Member[];
  /** Alive, with the wanted configuration, not found unhealthy. */
  readonly updated: readonly Member[];
  /** Updated, in service and warmed up. */
  readonly replaced: readonly Member[];
  /** Updated, but found unhealthy: terminated and launched again. */
  readonly rejects: readonly Member[];
  /** To be replaced, the most dispensable first. */
  readonly old: readonly Member[];
  /** To be replaced, but protected or in standby, and the refresh waits for them. */
  readonly waiting: readonly Member[];
  /** In standby, and to be terminated. */
  readonly retired: readonly Member[];
  /** To be replaced, and on its way out already. */
  readonly leaving: readonly Member[];
  /** How many instances count as ready to serve. */
  readonly ready: (member: Member) => boolean;
  /** How many instances the whole refresh is about: the desired capacity without those that are ignored. */
  readonly total: number;
}

export function census(plan: RefreshPlan, fleet: Fleet, now: number): Census {
  const alive = fleet.members.filter(({ lifecycle }) => lifecycle === "Pending" || lifecycle === "InService");
  const rejects = alive.filter((member) => member.updated && !member.healthy);
  const updated = alive.filter((member) => member.updated && member.healthy);
  const outdated = alive.filter((member) => !member.updated);
  const standby = fleet.members.filter((member) => member.lifecycle === "Standby" && !member.updated);

  const shielded = (member: Member) => member.protected && plan.protectedInstances !== "Refresh";
  const ready = (member: Member) =>
    member.healthy &&
    member.inServiceAt !== undefined &&
    (!member.updated || now >= member.inServiceAt + plan.warmupMs);

  return {
    alive,
    updated,
    replaced: updated.filter(ready),
    rejects,
    old: outdated.filter((member) => !shielded(member)).sort(byDispensability(ready)),
    waiting: [
      ...(plan.protectedInstances === "Wait" ? outdated.filter(shielded) : []),
      ...(plan.standbyInstances === "Wait" ? standby : []),
    ],
    retired: plan.standbyInstances === "Terminate" ? standby : [],
    leaving: fleet.members.filter((member) => member.lifecycle === "Terminating" && !member.updated),
    ready,
    total: Math.max(0, fleet.desired - (plan.protectedInstances === "Ignore" ? outdated.filter(shielded).length : 0)),
  };
}

/** Those that do no work go first, then the oldest. */
const byDispensability = (ready: (member: Member) => boolean) => (a: Member, b: Member) =>
  Number(ready(a)) - Number(ready(b)) || a.launchedAt - b.launchedAt || (a.id < b.id ? -1 : 1);
