import { aboutClaim } from "../claims.ts";
import { launchingOf } from "../launching.ts";
import type { Rule } from "../rule.ts";

/** `autoRollback` where AWS cannot do it (https://docs.aws.amazon.com/autoscaling/ec2/userguide/instance-refresh-rollback.html). */
export const noRollback: Rule = (facts) =>
  facts.claims.flatMap((claim) => {
    const { refresh, template } = claim.environment;
    // A floating group that is left alone is never refreshed.
    if (!refresh.autoRollback || template === "leave" || !facts.versions) return [];
    const launching = launchingOf(claim.group, facts);
    if (launching.every(({ pinned, version }) => pinned || !version)) return [];
    return {
      severity: "note" as const,
      about: aboutClaim(claim),
      what: "AWS cannot roll its next refresh back, although `autoRollback` is set",
      why: "AWS rolls back only to numbered versions that name an AMI: if the refresh fails, some instances stay on the new image",
      remedy: "name a numbered version before the next image; after one successful refresh the group has one",
    };
  });
