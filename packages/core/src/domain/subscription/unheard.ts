import type { Team } from "../policy.ts";
import { isSilenced, type Readers } from "./kept.ts";
import { subscriptionsOfTeam } from "./subscriptionsOf.ts";

/** The configuration names addresses for the team, and each of them is told nothing: nobody is left to be told of that. */
export function isUnheard(readers: Readers, team: Team): boolean {
  const all = subscriptionsOfTeam(team);
  return all.length > 0 && all.every(({ address }) => isSilenced(readers, address));
}
