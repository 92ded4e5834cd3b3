import { aboutClaim } from "../claims.ts";
import type { Rule } from "../rule.ts";

/** Groups that launch from what instance refreshes to a desired configuration do not take. */
export const launchConfiguration: Rule = ({ claims }) =>
  claims.flatMap((claim) => {
    const { launch } = claim.group;
    if (launch.kind !== "launch-configuration") return [];
    return {
      severity: "error" as const,
      about: aboutClaim(claim),
      what: `launches from the launch configuration ${launch.name}`,
      why: "only launch templates are refreshed: the group stays on its image",
      remedy:
        "move it to a launch template (https://docs.aws.amazon.com/autoscaling/ec2/userguide/migrate-to-launch-templates.html)",
    };
  });
