import { closest } from "../../config/closest.ts";
import { aboutPlace } from "../claims.ts";
import type { Rule } from "../rule.ts";

/** Groups that the configuration names and nobody has made. */
export const missingGroup: Rule = ({ groups, places, region }) => {
  if (!groups) return [];
  const known = new Set(groups.map(({ name }) => name));
  return places.flatMap((place) => {
    const { groups: selector } = place.environment;
    if (selector.by === "tags") return [];
    return selector.names
      .filter((name) => !known.has(name))
      .map((name) => {
        const meant = closest(name, known);
        return {
          severity: "error" as const,
          about: aboutPlace(place),
          what: `there is no group ${name} in ${region}`,
          why: "it is never refreshed",
          remedy: meant === undefined ? "correct its name under `groups`, or create it" : `did you mean \`${meant}\`?`,
        };
      });
  });
};
