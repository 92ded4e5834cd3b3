import type { RefreshStatus } from "../rollout/state.ts";

/** While a refresh is in one of these, the group takes no other (https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_InstanceRefresh.html). */
const active: ReadonlySet<RefreshStatus> = new Set([
  "Pending",
  "InProgress",
  "Baking",
  "Cancelling",
  "RollbackInProgress",
]);

export const isActive = (status: RefreshStatus): boolean => active.has(status);

/** Active, and still on its way to what it was started for. */
export const goesForward = (status: RefreshStatus): boolean =>
  status === "Pending" || status === "InProgress" || status === "Baking";
