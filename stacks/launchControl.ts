import type { Footprint, ServiceFootprint } from "../packages/core/src/domain/footprint.ts";
import { groupsOf } from "./groups.ts";
import { launch, newTemplateVersions } from "./launchTemplates.ts";
import { configFile } from "./policy.ts";

/**
 * A role takes policies of 10,240 characters (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html),
 * of which half is taken. An ARN has up to 90 beside its name; those of launch templates come twice.
 */
function checkSize({ name, groups, launchTemplates, instanceRoles }: ServiceFootprint) {
  const named = [
    ...groups.flatMap((selector) => (selector.by === "name" ? selector.names : [])),
    ...launchTemplates.flatMap((selector) => (selector.by === "id" ? [...selector.ids, ...selector.ids] : [])),
    ...instanceRoles,
  ];
  if (named.reduce((sum, one) => sum + 90 + one.length, 0) <= 5_000) return;
  const error = new Error(
    `${configFile}: the service ${name} names more groups, launch templates and roles than fit into the policy of its role. ` +
      "Let it find groups by tags (`groups: { tags: … }`), launch templates by theirs (`launchTemplates: tagged`).",
  );
  error.name = "ConfigError";
  throw error;
}

const refresh = [
  "autoscaling:StartInstanceRefresh",
  "autoscaling:CancelInstanceRefresh",
  "autoscaling:RollbackInstanceRefresh",
];

/** What finding, inspecting, refreshing and stopping the refresh of the service's groups takes. */
export function launchControl(service: ServiceFootprint, stageTag: Footprint["stageTag"]) {
  checkSize(service);
  return [
    // Not scoped: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2autoscaling.html
    {
      actions: [
        "autoscaling:DescribeAutoScalingGroups",
        "autoscaling:DescribeInstanceRefreshes",
        "autoscaling:DescribeScalingActivities",
      ],
      resources: ["*"],
    },
    // Not scoped: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html
    { actions: ["ec2:DescribeImages", "ec2:DescribeLaunchTemplateVersions"], resources: ["*"] },
    ...groupsOf(service, stageTag).map((groups) => ({ actions: refresh, ...groups })),
    ...newTemplateVersions(service, stageTag),
    ...launch(service, stageTag),
  ];
}
