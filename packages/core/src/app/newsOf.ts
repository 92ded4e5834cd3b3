import type { Policy, ServicePolicy, Team } from "../domain/policy.ts";
import type { News } from "../domain/subscription/wants.ts";
import { describe, type TeamEvent } from "../notify/describe/index.ts";
import type { Reader } from "../notify/describe/shared.ts";

export interface NewsOf extends News {
  /** Why it is no message: it changes only how far a rollout is shown to be. */
  readonly untold?: string;
}

/** What an event is to those who may want it. */
export function newsOf(event: TeamEvent, policy: Policy): NewsOf {
  const { services, teams } = concernedBy(event, policy);
  const [team = ""] = teams;
  const message = describe(event, readerOf(policy, event, team, policy.timezone));
  const { detail } = event;
  return {
    event: event.type,
    services,
    teams,
    ...("environment" in detail && detail.environment !== undefined && { environments: [detail.environment] }),
    ...("family" in detail && detail.family !== undefined && { family: detail.family }),
    ...("untold" in message
      ? { severity: "quiet", untold: message.untold }
      : { severity: message.severity, movesCalendar: message.calendar !== undefined }),
  };
}

/** For whom an event is written: a team, which may have left the configuration, and the zone of its reader. */
export function readerOf(
  policy: Policy,
  event: TeamEvent,
  team: string,
  timezone: string,
  region?: string | undefined,
): Reader {
  const service = "service" in event.detail ? policy.services[event.detail.service] : undefined;
  const reader: Team = { ...(policy.teams[team] ?? { name: team, email: [] }), timezone };
  return { team: reader, ...(service && { service }), ...(region !== undefined && { region }) };
}

export interface Concerned {
  readonly services: readonly string[];
  readonly teams: readonly string[];
}

/** The services that it speaks of, and whom it concerns: their teams first, then of an approval those that may give it. */
export function concernedBy(event: TeamEvent, policy: Policy): Concerned {
  const { detail } = event;
  if ("service" in detail) {
    return { services: [detail.service], teams: [...new Set([detail.team, ...askedBy(event, policy)])] };
  }
  const all = Object.values(policy.services);
  if ("team" in detail) {
    return { services: all.filter(({ team }) => team === detail.team).map(nameOf), teams: [detail.team] };
  }
  const running = all.filter(({ families }) => families.some((name) => name === detail.family));
  return { services: running.map(nameOf), teams: [...new Set(running.map(({ team }) => team))] };
}

const nameOf = ({ name }: ServicePolicy): string => name;

/** The teams that may approve any environment of a service. */
export const approversOf = (policy: Policy, service: string): string[] =>
  policy.services[service]?.environments.flatMap(({ approval }) => approval?.teams ?? []) ?? [];

function askedBy(event: TeamEvent, policy: Policy): readonly string[] {
  switch (event.type) {
    case "approval.wanted":
    case "approval.due":
      return event.detail.teams;
    case "approval.granted":
    case "approval.declined": {
      const { service, environment } = event.detail;
      const settings = policy.services[service]?.environments.find(({ name }) => name === environment);
      return settings?.approval?.teams ?? [];
    }
    default:
      return [];
  }
}
