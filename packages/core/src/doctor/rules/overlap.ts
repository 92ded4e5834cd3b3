import type { Place } from "../claims.ts";
import type { Rule } from "../rule.ts";

/** Groups that are found twice. */
export const overlap: Rule = ({ claims }) => {
  const places = new Map<string, Place[]>();
  for (const { group, ...place } of claims) places.set(group.name, [...(places.get(group.name) ?? []), place]);
  return [...places].flatMap(([group, found]) => {
    if (found.length < 2) return [];
    const owners = found.map(({ service, environment }) => `${service.name} in ${environment.name}`);
    return {
      severity: "error" as const,
      about: { group },
      what: `is found by ${owners.join(" and by ")}`,
      why: "it would be refreshed at two times, and each takes the other's refresh for a foreign one",
      remedy: "a group belongs to one service and environment: change its tags, or the `groups` of all but one",
    };
  });
};
