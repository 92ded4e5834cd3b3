import { aboutPlace, type Place } from "../claims.ts";
import type { Rule } from "../rule.ts";

/** Services and environments in which no group is found by its tags. */
export const noGroups: Rule = ({ groups, places, claims }) => {
  if (!groups) return [];
  const found = new Set(claims.map(({ service, environment }) => key({ service, environment })));
  const empty = places.filter((place) => place.environment.groups.by === "tags" && !found.has(key(place)));
  return empty.map((place) => ({
    severity: "warning" as const,
    about: aboutPlace(place),
    what: `no group is tagged ${tagsOf(place)}`,
    why: "nothing is refreshed there: the step is skipped, and the next environment goes on without it",
    remedy: `tag its groups so; or write \`${place.environment.name}: false\` under the service's \`environments\` if it has none`,
  }));
};

const key = ({ service, environment }: Place): string => JSON.stringify([service.name, environment.name]);

function tagsOf({ environment: { groups } }: Place): string {
  if (groups.by === "name") return "";
  return Object.entries(groups.tags)
    .map((tag) => tag.join("="))
    .join(", ");
}
