import type { EnvironmentPolicy } from "../policy.ts";
import type { RefreshReport } from "./messages.ts";
import type { Checkpoint, GroupProgress } from "./state.ts";

type Running = Extract<GroupProgress, { status: "running" }>;

/**
 * The group at a checkpoint; itself where that is known, or lies behind it. A group that grows may reach one again, which
 * is told once
 * (https://docs.aws.amazon.com/autoscaling/ec2/userguide/asg-adding-checkpoints-instance-refresh.html, "Considerations").
 */
export const atCheckpoint = (group: Running, reached: Checkpoint | undefined): Running =>
  reached && reached.percent > (group.checkpoint?.percent ?? 0) ? { ...group, checkpoint: reached } : group;

/**
 * The checkpoint that a refresh has reached by its percentage: what there is to know where the event is lost. Until when
 * it waits there DescribeInstanceRefreshes does not tell, but in a sentence that AWS documents nowhere.
 */
export function checkpointIn({ status, percent }: RefreshReport, policy?: EnvironmentPolicy): Checkpoint | undefined {
  if (status !== "InProgress" || percent === undefined) return undefined;
  const reached = policy?.refresh.checkpoints?.findLast((checkpoint) => checkpoint <= percent && checkpoint < 100);
  return reached === undefined ? undefined : { percent: reached };
}
