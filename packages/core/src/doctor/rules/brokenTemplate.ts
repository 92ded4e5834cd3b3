import { aboutClaim } from "../claims.ts";
import { launchingOf, placeInWords } from "../launching.ts";
import type { Rule } from "../rule.ts";

/** Groups whose launch template is gone or names no image. */
export const brokenTemplate: Rule = (facts) =>
  facts.claims.flatMap((claim) => {
    if (!facts.versions) return [];
    return launchingOf(claim.group, facts).flatMap(({ slot, version }) => {
      if (slot.imageId || version?.imageId) return [];
      const named = `version ${slot.template.version} of the launch template ${slot.template.id}${placeInWords(slot)}`;
      return {
        severity: "error" as const,
        about: aboutClaim(claim),
        what: version ? `${named} names no image` : `names ${named}, which is gone`,
        why: "it can launch no instance, and its refresh is refused: the step fails",
        remedy: "point the group to a version that exists and names an AMI",
      };
    });
  });
