import type { ServiceFootprint } from "../packages/core/src/domain/footprint.ts";
import type { GroupSelector } from "../packages/core/src/domain/policy.ts";
import { arn, arnOfAnyAccount, globalArn } from "./account.ts";
import { slackTokenParameter } from "./slack.ts";

/** What finding, inspecting and refreshing the service's groups takes. */
export const launchControl = (service: ServiceFootprint) => [
  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2autoscaling.html
  {
    actions: [
      "autoscaling:DescribeAutoScalingGroups",
      "autoscaling:DescribeInstanceRefreshes",
      "autoscaling:DescribeScalingActivities",
    ],
    resources: ["*"],
  },
  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html
  { actions: ["ec2:DescribeImages", "ec2:DescribeLaunchTemplateVersions"], resources: ["*"] },
  ...service.groups.map(startRefresh),
  { actions: ["ec2:CreateLaunchTemplateVersion"], resources: [arn("ec2", "launch-template/*")] },
  ...launch(),
];

function startRefresh(groups: GroupSelector) {
  const actions = ["autoscaling:StartInstanceRefresh"];
  if (groups.by === "name") return { actions, resources: groups.names.map(groupArn) };
  return {
    actions,
    resources: [groupArn("*")],
    conditions: Object.entries(groups.tags).map(([key, value]) => ({
      test: "StringEquals",
      variable: `aws:ResourceTag/${key}`,
      values: [value],
    })),
  };
}
const groupArn = (name: string) => arn("autoscaling", `autoScalingGroup:*:autoScalingGroupName/${name}`);

/**
 * StartInstanceRefresh with a desired configuration asks whether its caller may launch what the template says: instances
 * from a launch template, their tags, their instance profile's role, and the parameter that names the image.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-launch-template-permissions.html
 */
const launch = () => [
  {
    actions: ["ec2:RunInstances"],
    resources: [arnOfAnyAccount("ec2", "*")],
    conditions: [{ test: "ArnLike", variable: "ec2:LaunchTemplate", values: [arn("ec2", "launch-template/*")] }],
  },
  {
    actions: ["ec2:CreateTags"],
    resources: [arn("ec2", "*/*")],
    conditions: [{ test: "StringEquals", variable: "ec2:CreateAction", values: ["RunInstances"] }],
  },
  {
    actions: ["iam:PassRole"],
    resources: [globalArn("iam", "role/*")],
    conditions: [{ test: "StringEquals", variable: "iam:PassedToService", values: ["ec2.amazonaws.com"] }],
  },
  { actions: ["ssm:GetParameters"], resources: [arn("ssm", "parameter/*"), arnOfAnyAccount("ssm", "parameter/aws/*")] },
  { effect: "deny" as const, actions: ["ssm:GetParameters"], resources: [slackTokenParameter.arn] },
];
