import type { Facts } from "@ami-refresh/local/iam/calls/facts.ts";

export const templateId = "lt-0123456789abcdef0";
export const template = `arn:aws:ec2:eu-west-2:123456789012:launch-template/${templateId}`;
export const group = "arn:aws:autoscaling:eu-west-2:123456789012:autoScalingGroup:1-2-3:autoScalingGroupName/web";

/** An account with one group and one launch template, which says no more than its image. */
export const someFacts = (data: NonNullable<ReturnType<Facts["template"]>>["data"] = {}): Facts => ({
  account: "123456789012",
  region: "eu-west-2",
  arn: (service, resource) => `arn:aws:${service}:eu-west-2:123456789012:${resource}`,
  group: (name) => (name === "web" ? { arn: group, tags: { Service: "web" }, subnets: ["subnet-1"] } : undefined),
  template: ({ LaunchTemplateId }) =>
    LaunchTemplateId === templateId
      ? { id: templateId, tags: { Service: "web" }, data: { ImageId: "ami-1", ...data } }
      : undefined,
  image: (id) => (id.startsWith("ami-") ? { owner: "amazon", public: true, tags: { Family: "base" } } : undefined),
  isSecret: (parameter) => parameter.includes("secret"),
  partitionKey: (table) => (table === "rollouts" ? "pk" : undefined),
});
