import type { Team, TeamSubscription } from "../domain/policy.ts";
import { type Address, channelKinds, type Filter } from "../domain/subscription.ts";
import type { EventType } from "../events.ts";
import { environmentsOf, layersOf, pick } from "./layers.ts";
import { listOf } from "./leaves.ts";
import { paceOf } from "./pace.ts";
import type { Finding } from "./problem.ts";
import type { Written, WrittenSubscription } from "./schema.ts";

type WrittenTeam = NonNullable<Written["teams"][string]>;

/** The subscriptions of a team as the policy has them; `timezone`: the team's. */
export function subscriptionsIn({ subscriptions = [] }: WrittenTeam, timezone: string): Pick<Team, "subscriptions"> {
  if (subscriptions.length === 0) return {};
  return {
    subscriptions: subscriptions.map(
      (written): TeamSubscription => ({
        address: addressOf(written),
        timezone: written.timezone ?? timezone,
        filter: filterOf(written),
        pace: paceOf(written),
      }),
    ),
  };
}

function addressOf(written: WrittenSubscription): Address {
  const channel = channelKinds.find((kind) => written[kind] !== undefined);
  const place = channel && written[channel];
  if (!place) throw new Error("a subscription without an address passed the schema");
  return { channel, ...place };
}

function filterOf({ services, environments, families, events, severity }: WrittenSubscription): Filter {
  return {
    ...(services !== undefined && { services: listOf(services) }),
    ...(environments !== undefined && { environments: listOf(environments) }),
    ...(families !== undefined && { families: listOf(families) }),
    // references.ts has looked that there are such events.
    ...(events !== undefined && { events: listOf(events) as readonly EventType[] }),
    ...(severity !== undefined && { severity }),
  };
}

/** A team hears of its own services, and of those whose images it may be asked to approve. */
export function checkSubscriptions(written: Written): Finding[] {
  return Object.entries(written.teams).flatMap(([team, settings]) =>
    (settings?.subscriptions ?? []).flatMap(({ services = [] }, i) =>
      listOf(services).flatMap((service, j): Finding[] => {
        if (!written.services[service] || hearsOf(written, team, service)) return [];
        const message = `${team} hears nothing of \`${service}\`, which is of the team ${written.services[service].team}`;
        const path = ["teams", team, "subscriptions", i, "services", ...(Array.isArray(services) ? [j] : [])];
        return [{ path, of: "value", message, remedy: "subscribe to it where its team is" }];
      }),
    ),
  );
}

function hearsOf(written: Written, team: string, name: string): boolean {
  const service = written.services[name];
  if (!service || service.team === team) return true;
  return environmentsOf(written, service).some((environment) => {
    const approval = pick(layersOf(written, service, name, environment), "approval");
    return Array.isArray(approval) && approval.includes(team);
  });
}
