import type { Fleet } from "./refresh/refresh.ts";
import type { Replacements } from "./refresh/replacements.ts";

/**
 * Keeps a group without an active refresh at its desired capacity. An instance that was found unhealthy is replaced. Of
 * too many instances those that no longer have the group's configuration go first, then the oldest; protected ones stay.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-health-checks.html
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-termination-policies.html
 */
export function keepCapacity(fleet: Fleet): Replacements {
  const present = fleet.members.filter(({ lifecycle }) => lifecycle === "Pending" || lifecycle === "InService");
  const unhealthy = present.filter((member) => !member.healthy);
  const alive = present.filter((member) => member.healthy);
  const surplus = alive
    .filter((member) => !member.protected)
    .sort((a, b) => Number(a.updated) - Number(b.updated) || a.launchedAt - b.launchedAt)
    .slice(0, Math.max(0, alive.length - fleet.desired));
  return {
    launch: Math.max(0, fleet.desired - alive.length),
    terminate: [...unhealthy, ...surplus].map((member) => member.id),
  };
}
