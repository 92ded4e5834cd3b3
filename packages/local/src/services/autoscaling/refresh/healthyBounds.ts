/** How many instances of a group must be ready, and how many there may be, while it is refreshed. */
export interface HealthyBounds {
  /** At least so many are in service, healthy and warmed up. */
  readonly floor: number;
  /** At most so many are in service or pending. */
  readonly ceiling: number;
}

/**
 * Percentages of the desired capacity as numbers of instances: the minimum rounded up, the maximum rounded down. Where
 * that leaves no room to replace anything, one instance goes beyond: if a maximum was set, the new one is launched
 * before the old one is terminated; if none was, both happen at once and the group is one instance short.
 * https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_RefreshPreferences.html (MaxHealthyPercentage)
 */
export function healthyBounds(desired: number, minPercent: number, maxPercent: number | undefined): HealthyBounds {
  const floor = Math.min(desired, Math.ceil((desired * minPercent) / 100));
  const ceiling = Math.max(desired, Math.floor((desired * (maxPercent ?? 100)) / 100));
  if (floor < ceiling || desired === 0) return { floor, ceiling };
  return maxPercent === undefined ? { floor: floor - 1, ceiling } : { floor, ceiling: ceiling + 1 };
}
