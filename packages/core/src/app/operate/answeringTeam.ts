import { suggest } from "../../config/closest.ts";
import type { Wrong } from "../../config/problem.ts";
import type { Policy } from "../../domain/policy.ts";
import type { Person } from "../../domain/rollout/state.ts";

interface Answering {
  readonly service: string;
  readonly environment: string;
  readonly by: Person;
}

/**
 * For which team a person answers a question for approval; it has to be one that is asked. `unchanged`: nobody is asked
 * there.
 */
export function answeringTeam(
  policy: Policy,
  { service, environment, by: { team } }: Answering,
): { team: string } | { unchanged: string } | { wrong: Wrong } {
  const place = `${environment} of ${service}`;
  const settings = policy.services[service]?.environments.find(({ name }) => name === environment);
  const teams: readonly string[] = settings?.approval?.teams ?? [];
  const [only, ...others] = teams;
  if (only === undefined) {
    return { unchanged: `${place} asks nobody for approval: say \`approval: required\` there in the configuration` };
  }
  if (team === undefined) {
    if (others.length === 0) return { team: only };
    return {
      wrong: { message: `${place} may be approved for ${teams.join(" or ")}`, remedy: "say for which: --team" },
    };
  }
  if (teams.includes(team)) return { team };
  const known = Object.keys(policy.teams);
  if (!known.includes(team))
    return { wrong: suggest(`there is no team \`${team}\``, team, known, `teams are ${known.join(", ")}`) };
  return { wrong: { message: `${place} is not for ${team} to approve`, remedy: `ask ${teams.join(" or ")}` } };
}
