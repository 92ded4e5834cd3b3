import type { DesiredConfiguration, LaunchTemplateSpecification } from "@aws-sdk/client-auto-scaling";
import { type Asked, type Asks, tagContext, unscoped } from "./asks.ts";
import type { Facts } from "./facts.ts";
import { launches } from "./launch.ts";

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2autoscaling.html */
export const autoScalingAsks: Asks<typeof import("@aws-sdk/client-auto-scaling")> = {
  DescribeAutoScalingGroups: unscoped("autoscaling:DescribeAutoScalingGroups"),
  DescribeAutoScalingInstances: unscoped("autoscaling:DescribeAutoScalingInstances"),
  DescribeInstanceRefreshes: unscoped("autoscaling:DescribeInstanceRefreshes"),
  DescribeLaunchConfigurations: unscoped("autoscaling:DescribeLaunchConfigurations"),
  DescribeScalingActivities: unscoped("autoscaling:DescribeScalingActivities"),
  DescribeTags: unscoped("autoscaling:DescribeTags"),
  StartInstanceRefresh: ({ AutoScalingGroupName = "", DesiredConfiguration }, facts) => [
    onGroup("StartInstanceRefresh", AutoScalingGroupName, facts),
    ...launched(DesiredConfiguration).flatMap((launch) =>
      launches(launch, facts.group(AutoScalingGroupName)?.subnets ?? [], facts),
    ),
  ],
  CancelInstanceRefresh: ({ AutoScalingGroupName = "" }, facts) => [
    onGroup("CancelInstanceRefresh", AutoScalingGroupName, facts),
  ],
  RollbackInstanceRefresh: ({ AutoScalingGroupName = "" }, facts) => [
    onGroup("RollbackInstanceRefresh", AutoScalingGroupName, facts),
  ],
};

/** Of a group that is not there, only the name in the ARN is known. */
function onGroup(operation: string, name: string, facts: Facts): Asked {
  const group = facts.group(name);
  return {
    action: `autoscaling:${operation}`,
    resource: group?.arn ?? facts.arn("autoscaling", `autoScalingGroup:*:autoScalingGroupName/${name}`),
    context: tagContext(["aws:ResourceTag", "autoscaling:ResourceTag"], group?.tags ?? {}),
  };
}

/** Every launch template that the desired configuration names, with the image that an override puts in place of its own. */
function launched({ LaunchTemplate, MixedInstancesPolicy }: DesiredConfiguration = {}) {
  const { LaunchTemplateSpecification: base, Overrides = [] } = MixedInstancesPolicy?.LaunchTemplate ?? {};
  const launch = (template: LaunchTemplateSpecification | undefined, imageId?: string) =>
    template ? [{ template, ...(imageId !== undefined && { imageId }) }] : [];
  const all = [
    ...launch(LaunchTemplate),
    ...(Overrides.length === 0
      ? launch(base)
      : Overrides.flatMap((one) => launch(one.LaunchTemplateSpecification ?? base, one.ImageId))),
  ];
  return [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];
}
