import { type Asked, type Asks, tagContext, unscoped } from "./asks.ts";
import type { Facts } from "./facts.ts";
import { onParameter } from "./parameters.ts";

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html */
export const ec2Asks: Asks<typeof import("@aws-sdk/client-ec2")> = {
  DescribeImages: unscoped("ec2:DescribeImages"),
  DescribeInstances: unscoped("ec2:DescribeInstances"),
  DescribeLaunchTemplates: unscoped("ec2:DescribeLaunchTemplates"),
  DescribeTags: unscoped("ec2:DescribeTags"),
  DescribeLaunchTemplateVersions: ({ LaunchTemplateId, LaunchTemplateName, Versions = [], ResolveAlias }, facts) => [
    { action: "ec2:DescribeLaunchTemplateVersions", resource: "*", context: {} },
    ...(ResolveAlias
      ? Versions.flatMap((Version) => resolved({ LaunchTemplateId, LaunchTemplateName, Version }, facts))
      : []),
  ],
  CreateLaunchTemplateVersion: (input, facts) => {
    const template = facts.template(input);
    return [
      {
        action: "ec2:CreateLaunchTemplateVersion",
        resource: facts.arn("ec2", `launch-template/${template?.id ?? input.LaunchTemplateId ?? "*"}`),
        context: {
          "ec2:Region": facts.region,
          ...tagContext(["aws:ResourceTag", "ec2:ResourceTag"], template?.tags ?? {}),
        },
      },
    ];
  },
};

/** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/create-launch-template.html#use-an-ssm-parameter-instead-of-an-ami-id */
function resolved(named: Parameters<Facts["template"]>[0], facts: Facts): readonly Asked[] {
  const parameter = /^resolve:ssm:([^:]+)/.exec(facts.template(named)?.data.ImageId ?? "")?.[1];
  return parameter === undefined ? [] : onParameter("ssm:GetParameters", parameter, facts);
}
