import type { Footprint, ServiceFootprint } from "../packages/core/src/domain/footprint.ts";
import { groupsOf } from "./groups.ts";
import { launch, newTemplateVersions } from "./launchTemplates.ts";

/** What finding, inspecting and refreshing the service's groups takes. */
export const launchControl = (service: ServiceFootprint, stageTag: Footprint["stageTag"]) => [
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
  ...groupsOf(service, stageTag).map((groups) => ({ actions: ["autoscaling:StartInstanceRefresh"], ...groups })),
  ...newTemplateVersions(service, stageTag),
  ...launch(service, stageTag),
];
