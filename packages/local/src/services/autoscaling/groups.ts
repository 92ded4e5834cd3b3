import { AwsError } from "../../endpoint/operations.ts";
import { page } from "../ec2/pages.ts";
import type { AutoScalingOperations } from "./autoScaling.ts";
import { configurationOf } from "./configuration.ts";
import { createGroup } from "./createGroup.ts";
import { describeGroup } from "./describeGroup.ts";
import { matchingGroups } from "./findGroups.ts";
import { applySettings, checkSizes } from "./groupSettings.ts";
import type { Configuration, LocalGroup } from "./model.ts";
import { reconcile } from "./reconcile.ts";
import { type AutoScalingState, activeRefresh, groupNamed, invalid } from "./state.ts";

export function groupOperations(state: AutoScalingState) {
  return {
    CreateAutoScalingGroup: (input) => {
      reconcile(state, createGroup(state, input));
      return {};
    },

    UpdateAutoScalingGroup: (input) => {
      const group = groupNamed(state, input.AutoScalingGroupName);
      const configuration = configurationOf(state, input);
      if (configuration) checkChangeable(group);
      const minSize = input.MinSize ?? group.minSize;
      const maxSize = input.MaxSize ?? group.maxSize;
      const desired = input.DesiredCapacity ?? Math.min(maxSize, Math.max(minSize, group.desiredCapacity));
      checkSizes(minSize, maxSize, desired);
      Object.assign(group, { minSize, maxSize, desiredCapacity: desired });
      if (configuration) reconfigure(group, configuration);
      applySettings(group, input);
      reconcile(state, group);
      return {};
    },

    DescribeAutoScalingGroups: (input) => {
      const names = input.AutoScalingGroupNames ?? [];
      const asked = [...state.groups.values()].filter((group) => names.length === 0 || names.includes(group.name));
      const found = matchingGroups(asked, input.Filters);
      const { items, nextToken } = page(found, input.MaxRecords ?? 50, input.NextToken, "InvalidNextToken");
      return { AutoScalingGroups: items.map(describeGroup), NextToken: nextToken };
    },

    SetDesiredCapacity: (input) => {
      const group = groupNamed(state, input.AutoScalingGroupName);
      const desired = input.DesiredCapacity ?? group.desiredCapacity;
      if (desired > group.maxSize) {
        throw invalid(
          `New SetDesiredCapacity value ${desired} is above max value ${group.maxSize} for the AutoScalingGroup.`,
        );
      }
      if (desired < group.minSize) {
        throw invalid(
          `New SetDesiredCapacity value ${desired} is below min value ${group.minSize} for the AutoScalingGroup.`,
        );
      }
      group.desiredCapacity = desired;
      reconcile(state, group);
      return {};
    },

    DeleteAutoScalingGroup: (input) => {
      const group = groupNamed(state, input.AutoScalingGroupName);
      if (group.instances.size > 0 && input.ForceDelete !== true) {
        throw new AwsError(
          "ResourceInUse",
          "You cannot delete an AutoScalingGroup while there are instances or pending Spot instance request(s) still in the group.",
        );
      }
      group.deleting = true;
      reconcile(state, group);
      return {};
    },
  } satisfies AutoScalingOperations;
}

/** https://docs.aws.amazon.com/autoscaling/ec2/userguide/instance-refresh-overview.html#instance-refresh-limitations */
function checkChangeable(group: LocalGroup): void {
  if (activeRefresh(group)?.desired === undefined) return;
  throw invalid(
    "An active instance refresh with a desired configuration exists. All configuration options derived from the desired configuration are not available for update while the instance refresh is active.",
  );
}

function reconfigure(group: LocalGroup, configuration: Configuration): void {
  group.configuration = configuration;
  group.launchFailures = undefined;
}
