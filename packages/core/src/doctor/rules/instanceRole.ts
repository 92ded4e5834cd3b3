import { aboutClaim } from "../claims.ts";
import { launchingOf } from "../launching.ts";
import type { Rule } from "../rule.ts";

/**
 * Groups whose instances get a role that nobody said the service may hand out. Which role a profile holds only IAM
 * knows; that there is none in the configuration is told here.
 */
export const instanceRole: Rule = (facts) =>
  facts.claims.flatMap((claim) => {
    const profiles = launchingOf(claim.group, facts).flatMap(({ version }) => version?.instanceProfile ?? []);
    const [profile] = profiles;
    if (profile === undefined || claim.environment.instanceRoles.length > 0) return [];
    return {
      severity: "error" as const,
      about: aboutClaim(claim),
      what: `its launch template names the instance profile ${profile}, and \`instanceRoles\` names no role`,
      why: 'AWS refuses the refresh ("You are not authorized to use launch template"), and the step fails',
      remedy: `add the profile's role to the service's \`instanceRoles\`, and deploy: \`aws iam get-instance-profile --instance-profile-name ${profile}\` tells it`,
    };
  });
