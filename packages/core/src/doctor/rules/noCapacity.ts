import { aboutClaim } from "../claims.ts";
import type { Rule } from "../rule.ts";

/** Groups without instances. */
export const noCapacity: Rule = ({ claims }) =>
  claims.flatMap((claim) => {
    if (claim.group.desiredCapacity > 0) return [];
    return {
      severity: "note" as const,
      about: aboutClaim(claim),
      what: "its desired capacity is 0",
      why: "there is nothing to refresh, so it is left: its next instance comes from the image that it names now",
      remedy: "nothing, if that is meant; once it has instances, it takes the next image that is published",
    };
  });
