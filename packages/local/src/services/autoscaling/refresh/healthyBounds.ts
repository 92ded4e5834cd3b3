/** How many instances of a group must be ready, and how many there may be, while it is refreshed. */
export interface HealthyBounds {
  /** At least so many are in service, healthy and warmed up. */
  readonly floor: number;
  /** At most so many are in service or pending. */
  readonly ceiling: number;
}

/**
 * Percentages of the desired capacity as numbers of instances: the minimum rounded up, the maximum rounded down. Where
 * that leaves no room to replace anything, one instance goes beyond: launched first if the minimum is 100 percent or
 * the maximum above it, else terminated first ("When there is only one instance, starting an instance refresh can
 * result in an outage").
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/instance-refresh-overview.html#instance-refresh-core-concepts
 */
export function healthyBounds(desired: number, minPercent: number, maxPercent: number): HealthyBounds {
  const floor = Math.min(desired, Math.ceil((desired * minPercent) / 100));
  const ceiling = Math.max(desired, Math.floor((desired * maxPercent) / 100));
  if (floor < ceiling || desired === 0) return { floor, ceiling };
  return minPercent >= 100 || maxPercent > 100 ? { floor, ceiling: ceiling + 1 } : { floor: floor - 1, ceiling };
}
