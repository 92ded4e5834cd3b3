import { groupOf } from "@ami-refresh/core/adapters/aws/groups.ts";
import { pages } from "@ami-refresh/core/adapters/aws/pages.ts";
import type { DoctorPorts } from "@ami-refresh/core/app/doctor/ports.ts";
import type { SurveyedGroup } from "@ami-refresh/core/doctor/facts.ts";
import {
  type AutoScalingClient,
  type AutoScalingGroup,
  DescribeAutoScalingGroupsCommand,
} from "@aws-sdk/client-auto-scaling";
import { asking } from "./answers.ts";

/** Every group of the Region but those that are being deleted. */
export function groupSurvey(client: Pick<AutoScalingClient, "send">): DoctorPorts["groups"] {
  return {
    all: () =>
      asking("autoscaling:DescribeAutoScalingGroups", async () => {
        const groups: SurveyedGroup[] = [];
        for await (const { AutoScalingGroups = [] } of pages((NextToken) =>
          client.send(new DescribeAutoScalingGroupsCommand({ MaxRecords: 100, NextToken })),
        )) {
          groups.push(...AutoScalingGroups.filter(({ Status }) => Status !== "Delete in progress").map(surveyed));
        }
        return groups.sort((a, b) => (a.name < b.name ? -1 : 1));
      }),
  };
}

function surveyed(group: AutoScalingGroup): SurveyedGroup {
  const { AutoScalingGroupName: name = "", InstanceMaintenancePolicy, Instances = [] } = group;
  const { MinHealthyPercentage: minHealthy = -1, MaxHealthyPercentage: maxHealthy = -1 } =
    InstanceMaintenancePolicy ?? {};
  return {
    ...groupOf(name, group),
    // -1 is how AWS writes that nothing is set.
    ...(minHealthy >= 0 && maxHealthy >= 0 && { maintenance: { minHealthy, maxHealthy } }),
    protectedInstances: Instances.filter(({ ProtectedFromScaleIn }) => ProtectedFromScaleIn).length,
    standbyInstances: Instances.filter(({ LifecycleState }) => LifecycleState === "Standby").length,
  };
}
