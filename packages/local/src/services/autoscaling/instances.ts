import type { Activity } from "@aws-sdk/client-auto-scaling";
import { page } from "../ec2/pages.ts";
import { describeActivity, finish, record } from "./activities.ts";
import type { AutoScalingOperations } from "./autoScaling.ts";
import { describeInstance } from "./describeGroup.ts";
import { terminate } from "./launching.ts";
import type { GroupInstance, LocalGroup } from "./model.ts";
import { reconcile } from "./reconcile.ts";
import { type AutoScalingState, groupNamed, invalid } from "./state.ts";

export function instanceOperations(state: AutoScalingState) {
  const all = () =>
    [...state.groups.values()].flatMap((group) =>
      [...group.instances.values()].map((instance) => ({ group, instance })),
    );

  const members = (group: LocalGroup, ids: readonly string[] | undefined): GroupInstance[] =>
    (ids ?? []).map((id) => {
      const instance = group.instances.get(id);
      if (!instance) throw invalid(`The instance ${id} is not part of Auto Scaling group ${group.name}.`);
      return instance;
    });

  const allIn = (instances: readonly GroupInstance[], lifecycle: GroupInstance["lifecycle"]): void => {
    const other = instances.find((instance) => instance.lifecycle !== lifecycle);
    if (other) throw invalid(`The instance ${other.id} is not in ${lifecycle}.`);
  };

  const moved = (group: LocalGroup, instance: GroupInstance, description: string): Activity => {
    const activity = record(state, group, `${description}: ${instance.id}`, "Requested by a user.");
    finish(state, activity);
    return describeActivity(group, activity);
  };

  return {
    DescribeAutoScalingInstances: (input) => {
      const found = all().filter(
        ({ instance }) => !input.InstanceIds?.length || input.InstanceIds.includes(instance.id),
      );
      const { items, nextToken } = page(found, input.MaxRecords ?? 50, input.NextToken, "InvalidNextToken");
      return {
        AutoScalingInstances: items.map(({ group, instance }) => ({
          ...describeInstance(instance),
          AutoScalingGroupName: group.name,
          HealthStatus: instance.healthy ? "HEALTHY" : "UNHEALTHY",
        })),
        NextToken: nextToken,
      };
    },

    TerminateInstanceInAutoScalingGroup: (input) => {
      const found = all().find(({ instance }) => instance.id === input.InstanceId);
      if (!found)
        throw invalid(`Instance Id not found - No managed instance found for instance ID: ${input.InstanceId}`);
      const { group, instance } = found;
      if (input.ShouldDecrementDesiredCapacity === true) shrink(group, 1);
      const activity = terminate(state, group, instance, "Requested by a user.", () => reconcile(state, group));
      reconcile(state, group);
      return { Activity: describeActivity(group, activity) };
    },

    EnterStandby: (input) => {
      const group = groupNamed(state, input.AutoScalingGroupName);
      const instances = members(group, input.InstanceIds);
      allIn(instances, "InService");
      if (input.ShouldDecrementDesiredCapacity === true) shrink(group, instances.length);
      for (const instance of instances) instance.lifecycle = "Standby";
      const Activities = instances.map((instance) => moved(group, instance, "Moving EC2 instance to Standby"));
      reconcile(state, group);
      return { Activities };
    },

    ExitStandby: (input) => {
      const group = groupNamed(state, input.AutoScalingGroupName);
      const instances = members(group, input.InstanceIds);
      allIn(instances, "Standby");
      if (group.desiredCapacity + instances.length > group.maxSize) {
        throw invalid(`AutoScalingGroup '${group.name}' has max-size=${group.maxSize}: these instances do not fit in.`);
      }
      group.desiredCapacity += instances.length;
      for (const instance of instances) instance.lifecycle = "InService";
      const Activities = instances.map((instance) => moved(group, instance, "Moving EC2 instance out of Standby"));
      reconcile(state, group);
      return { Activities };
    },

    SetInstanceProtection: (input) => {
      const group = groupNamed(state, input.AutoScalingGroupName);
      for (const instance of members(group, input.InstanceIds)) {
        instance.protected = input.ProtectedFromScaleIn === true;
      }
      reconcile(state, group);
      return {};
    },
  } satisfies AutoScalingOperations;
}

function shrink(group: LocalGroup, by: number): void {
  if (group.desiredCapacity - by < group.minSize) {
    throw invalid(
      `Currently, desiredSize equals minSize (${group.minSize}). Terminating instance without replacement will violate group's min size constraint. Either set shouldDecrementDesiredCapacity flag to false or lower group's min size.`,
    );
  }
  group.desiredCapacity -= by;
}
