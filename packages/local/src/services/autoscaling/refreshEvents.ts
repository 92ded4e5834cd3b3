import type { RegionContext } from "../../context.ts";
import type { LocalGroup, LocalRefresh } from "./model.ts";
import type { RefreshEvent } from "./refresh/refresh.ts";

/**
 * Emits an instance refresh event. The numbers of a checkpoint are strings.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-event-reference.html
 */
export function emitRefreshEvent(
  context: RegionContext,
  group: LocalGroup,
  refresh: LocalRefresh,
  event: RefreshEvent,
): void {
  context.emit({
    source: "aws.autoscaling",
    detailType: `EC2 Auto Scaling Instance Refresh ${event.name}`,
    resources: [group.arn],
    detail: {
      InstanceRefreshId: refresh.id,
      AutoScalingGroupName: group.name,
      ...(event.name === "Checkpoint Reached" && {
        CheckpointPercentage: String(event.percentage),
        CheckpointDelay: String(event.delayMs / 1000),
      }),
    },
  });
}
