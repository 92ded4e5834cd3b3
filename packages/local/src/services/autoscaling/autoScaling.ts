import type { CreateAutoScalingGroupType } from "@aws-sdk/client-auto-scaling";
import type { RegionContext } from "../../context.ts";
import type { Operations } from "../../endpoint/operations.ts";
import type { Ec2 } from "../ec2/ec2.ts";
import { activityOperations } from "./activities.ts";
import { seedGroup } from "./createGroup.ts";
import { groupOperations } from "./groups.ts";
import { instanceOperations } from "./instances.ts";
import { launchConfigurationOperations } from "./launchConfigurations.ts";
import { terminate } from "./launching.ts";
import type { LocalGroup } from "./model.ts";
import { processOperations } from "./processes.ts";
import { reconcile } from "./reconcile.ts";
import { refreshOperations } from "./refreshes.ts";
import { type AutoScalingState, emptyState } from "./state.ts";
import { tagOperations } from "./tags.ts";

/** Any operations of Auto Scaling. */
export type AutoScalingOperations = Operations<typeof import("@aws-sdk/client-auto-scaling")>;
/** Those that the region knows. */
export type LocalAutoScalingOperations = ReturnType<typeof groupOperations> &
  ReturnType<typeof refreshOperations> &
  ReturnType<typeof instanceOperations> &
  ReturnType<typeof activityOperations> &
  ReturnType<typeof processOperations> &
  ReturnType<typeof tagOperations> &
  ReturnType<typeof launchConfigurationOperations>;

export interface AutoScaling {
  readonly operations: LocalAutoScalingOperations;
  groups(): readonly LocalGroup[];
  /** A group that has been in service with all its instances since `since` (epoch milliseconds). */
  seedGroup(group: CreateAutoScalingGroupType, since: number): void;
}

/** The simulated Auto Scaling of the region: groups, their instances, and instance refreshes over time. */
export function autoScaling(context: RegionContext, ec2: Ec2): AutoScaling {
  const state = emptyState(context, ec2);
  ec2.onTermination((instanceId) => replaceLost(state, instanceId));
  return {
    operations: {
      ...groupOperations(state),
      ...refreshOperations(state),
      ...instanceOperations(state),
      ...activityOperations(state),
      ...processOperations(state),
      ...tagOperations(state),
      ...launchConfigurationOperations(state),
    },
    groups: () => [...state.groups.values()],
    seedGroup: (group, since) => seedGroup(state, group, since),
  };
}

/** An instance that somebody ended in EC2 fails its health check and is replaced. */
function replaceLost(state: AutoScalingState, instanceId: string): void {
  for (const group of state.groups.values()) {
    const instance = group.instances.get(instanceId);
    if (!instance || instance.lifecycle === "Terminating") continue;
    const cause =
      "An instance was taken out of service in response to an EC2 health check indicating it has been terminated or stopped.";
    terminate(state, group, instance, cause, () => reconcile(state, group));
    reconcile(state, group);
  }
}
