import type { EnvironmentPolicy } from "../policy.ts";
import type { Temporal } from "../temporal.ts";
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

/** The checkpoint at which a group waits. Where nobody knows until when, it does while no more of its instances are new. */
export function waitsAt({ checkpoint, percent = 0 }: Running, now: Temporal.Instant): Checkpoint | undefined {
  if (!checkpoint) return undefined;
  const { until } = checkpoint;
  const waits = until ? until.epochMilliseconds > now.epochMilliseconds : percent <= checkpoint.percent;
  return waits ? checkpoint : undefined;
}

/**
 * The checkpoint that a refresh has reached by its percentage: what there is to know where the event is lost. Until when
 * it waits there DescribeInstanceRefreshes does not tell, but in a sentence that AWS documents nowhere.
 */
export function checkpointIn({ status, percent }: RefreshReport, policy?: EnvironmentPolicy): Checkpoint | undefined {
  if (status !== "InProgress" || percent === undefined) return undefined;
  const reached = policy?.refresh.checkpoints?.findLast((checkpoint) => checkpoint <= percent && checkpoint < 100);
  return reached === undefined ? undefined : { percent: reached };
}
