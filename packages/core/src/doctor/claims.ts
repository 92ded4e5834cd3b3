import type { EnvironmentPolicy, GroupSelector, Policy, ServicePolicy } from "../domain/policy.ts";
import type { SurveyedGroup } from "./facts.ts";
import type { Subject } from "./finding.ts";

/** One environment of one service: where groups belong. */
export interface Place {
  readonly service: ServicePolicy;
  readonly environment: EnvironmentPolicy;
}

/** A group in the place that finds it. */
export interface Claim extends Place {
  readonly group: SurveyedGroup;
}

export interface Claims {
  readonly places: readonly Place[];
  /** A group stands here once for each place that finds it. */
  readonly claims: readonly Claim[];
  /** The groups that no place finds; in a sandbox only those that carry its tag. */
  readonly unclaimed: readonly SurveyedGroup[];
}

export function claimsOf(policy: Policy, groups: readonly SurveyedGroup[]): Claims {
  const places = Object.values(policy.services).flatMap((service) =>
    service.environments.map((environment) => ({ service, environment })),
  );
  const claims = places.flatMap((place) =>
    groups.filter((group) => selects(place.environment.groups, group)).map((group) => ({ ...place, group })),
  );
  const claimed = new Set(claims.map(({ group }) => group.name));
  const { stageTag } = policy;
  const concerned = groups.filter(({ tags }) => !stageTag || tags[stageTag.key] === stageTag.value);
  return { places, claims, unclaimed: concerned.filter(({ name }) => !claimed.has(name)) };
}

/** As DescribeAutoScalingGroups finds groups: every tag, in its letter case. */
function selects(selector: GroupSelector, group: SurveyedGroup): boolean {
  if (selector.by === "name") return selector.names.includes(group.name);
  return Object.entries(selector.tags).every(([key, value]) => group.tags[key] === value);
}

export const aboutClaim = ({ service, environment, group }: Claim): Subject => ({
  group: group.name,
  service: service.name,
  environment: environment.name,
});

export const aboutPlace = ({ service, environment }: Place): Subject => ({
  service: service.name,
  environment: environment.name,
});
