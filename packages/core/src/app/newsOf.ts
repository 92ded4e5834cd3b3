import type { Policy, Team } from "../domain/policy.ts";
import type { News } from "../domain/subscription/wants.ts";
import { describe, type TeamEvent } from "../notify/describe/index.ts";
import type { Reader } from "../notify/describe/shared.ts";

export interface NewsOf extends News {
  /** Why it is no message: it changes only how far a rollout is shown to be. */
  readonly untold?: string;
}

/** What an event is to those who may want it. */
export function newsOf(event: TeamEvent, policy: Policy): NewsOf {
  const { service, team } = event.detail;
  const message = describe(event, readerOf(policy, event, team, policy.timezone));
  const { detail } = event;
  return {
    event: event.type,
    service,
    teams: teamsOf(event, policy),
    ...("environment" in detail && detail.environment !== undefined && { environments: [detail.environment] }),
    ...("family" in detail && { family: detail.family }),
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
  const service = policy.services[event.detail.service];
  const reader: Team = { ...(policy.teams[team] ?? { name: team, email: [] }), timezone };
  return { team: reader, ...(service && { service }), ...(region !== undefined && { region }) };
}

/** Whom it concerns: the service's team first, then of an approval those that may give it. */
function teamsOf(event: TeamEvent, policy: Policy): string[] {
  const { team } = event.detail;
  switch (event.type) {
    case "approval.wanted":
      return [...new Set([team, ...event.detail.teams])];
    case "approval.granted":
    case "approval.declined": {
      const { service, environment } = event.detail;
      const settings = policy.services[service]?.environments.find(({ name }) => name === environment);
      return [...new Set([team, ...(settings?.approval?.teams ?? [])])];
    }
    default:
      return [team];
  }
}
