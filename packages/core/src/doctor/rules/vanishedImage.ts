import { aboutClaim } from "../claims.ts";
import { launchingOf, placeInWords } from "../launching.ts";
import type { Rule } from "../rule.ts";

/** Groups whose image cannot be launched any more. */
export const vanishedImage: Rule = (facts) =>
  facts.claims.flatMap((claim) => {
    if (!facts.images) return [];
    return launchingOf(claim.group, facts).flatMap(({ slot, imageId, image }) => {
      if (imageId === undefined || image?.state === "available") return [];
      const state = image ? `is ${image.state}` : "cannot be described any more: deregistered, or no longer shared";
      return {
        severity: "warning" as const,
        about: aboutClaim(claim),
        what: `its image ${imageId}${placeInWords(slot)} ${state}`,
        why: "no instance can be launched from it: neither when the group scales out nor when one has to be replaced",
        remedy: "have it refreshed to an image that is there: announce one of the family with `npm run publish-image`",
      };
    });
  });
