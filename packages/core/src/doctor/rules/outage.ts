import { aboutClaim, type Claim } from "../claims.ts";
import type { Rule } from "../rule.ts";

/** Groups that have no instance in service at some moment of their refresh. */
export const outage: Rule = ({ claims }) =>
  claims.flatMap((claim) => {
    const { desiredCapacity } = claim.group;
    if (desiredCapacity === 0 || leastInService(claim) > 0) return [];
    const size = desiredCapacity === 1 ? "its only instance" : `all ${desiredCapacity} instances`;
    return {
      severity: "note" as const,
      about: aboutClaim(claim),
      what: `a refresh may terminate ${size} before new ones serve`,
      why: "nothing of the group answers until a new instance is ready",
      remedy: "`refresh: { minHealthy: 100, maxHealthy: 200 }` launches first and terminates afterwards",
    };
  });

/**
 * The minimum is rounded up. Where it leaves no room and no maximum is set, AWS terminates one instance all the same
 * (https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_RefreshPreferences.html).
 */
function leastInService({ environment, group }: Claim): number {
  const min = environment.refresh.minHealthy ?? group.maintenance?.minHealthy ?? 90;
  const max = environment.refresh.maxHealthy ?? group.maintenance?.maxHealthy;
  const floor = Math.ceil((group.desiredCapacity * min) / 100);
  return floor >= group.desiredCapacity && max === undefined ? floor - 1 : floor;
}
