import { holdTag, leaveGroup } from "../../domain/launch/leave.ts";
import { aboutClaim } from "../claims.ts";
import type { Rule } from "../rule.ts";

/** Groups that people keep as they are. */
export const held: Rule = ({ claims }) =>
  claims.flatMap((claim) => {
    const left = leaveGroup(claim.group);
    if (left?.why !== "held") return [];
    return {
      severity: "note" as const,
      about: aboutClaim(claim),
      what: left.reason,
      why: "it stays on its image until the tag is gone",
      remedy: `take the tag ${holdTag} off the group when it may be refreshed again`,
    };
  });
