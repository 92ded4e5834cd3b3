import type { Policy, Team, TeamSubscription } from "../policy.ts";
import { type Address, type ChannelKind, isAt, type Subscription } from "../subscription.ts";

/** Every subscription of the configuration. */
export const subscriptionsOf = (policy: Policy): Subscription[] =>
  Object.values(policy.teams).flatMap(subscriptionsOfTeam);

/** Where a team is told by a kind of channel, each address once. */
export const addressesIn = (team: Team, kind: ChannelKind): string[] => [
  ...new Set(subscriptionsOfTeam(team).flatMap(({ address: { channel, to } }) => (channel === kind ? [to] : []))),
];

/** The teams whose address it is by the configuration. */
export const teamsAt = (policy: Policy, address: Pick<Address, "channel" | "to">): string[] =>
  Object.values(policy.teams).flatMap((team) =>
    subscriptionsOfTeam(team).some((one) => isAt(one, address)) ? [team.name] : [],
  );

/** The team's `slack` and `email`, which hear of everything at once, and its `subscriptions`. */
export function subscriptionsOfTeam(team: Team): Subscription[] {
  const { name, timezone, slack, email, subscriptions = [] } = team;
  const everything = (address: Address): TeamSubscription => ({ address, timezone, filter: {}, pace: {} });
  const all = [
    ...(slack === undefined ? [] : [everything({ channel: "slack", to: slack })]),
    ...[...new Set(email)].map((to) => everything({ channel: "email", to })),
    ...subscriptions,
  ];
  const count = new Map<string, number>();
  return all.map(({ address, ...rest }) => {
    const place = `${name}/${address.channel}/${address.to}`;
    const n = (count.get(place) ?? 0) + 1;
    count.set(place, n);
    // By place, not by what it says: what is collected for it stays its own when its filter changes.
    return { id: n === 1 ? place : `${place}/${n}`, team: name, address, ...rest };
  });
}
