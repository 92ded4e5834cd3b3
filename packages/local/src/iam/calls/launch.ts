import type { LaunchTemplateSpecification } from "@aws-sdk/client-auto-scaling";
import type { RequestLaunchTemplateData } from "@aws-sdk/client-ec2";
import type { Context } from "../question.ts";
import { type Asked, tagContext } from "./asks.ts";
import type { Facts } from "./facts.ts";
import { onParameter } from "./parameters.ts";

export interface Launch {
  readonly template: LaunchTemplateSpecification;
  /** In place of the template's. */
  readonly imageId?: string;
}

/**
 * What launching from a template asks for: RunInstances on everything that the launch uses and makes, CreateTags where the
 * template tags what is launched, PassRole for its instance profile, GetParameters where a parameter names the image.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-launch-template-permissions.html,
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html (RunInstances)
 */
export function launches(
  { template: named, imageId }: Launch,
  subnets: readonly string[],
  facts: Facts,
): readonly Asked[] {
  const template = facts.template(named);
  if (!template) return [];
  const { data } = template;
  const resource = facts.arn("ec2", `launch-template/${template.id}`);
  const from: Context = { "ec2:LaunchTemplate": resource, "ec2:Region": facts.region };
  const asked = [
    { action: "ec2:RunInstances", resource, context: { ...from, ...resourceTags(template.tags) } },
    ...imageAsked(imageId ?? data.ImageId, imageId === undefined, from, facts),
    ...resourcesOf(data, subnets).map(({ id, inTemplate }) => ({
      action: "ec2:RunInstances",
      resource: id.startsWith("snapshot/") ? ofNoAccount(id, facts) : facts.arn("ec2", id),
      context: {
        ...from,
        "ec2:IsLaunchTemplateResource": String(inTemplate),
        ...(id === "instance/*" && data.InstanceType && { "ec2:InstanceType": data.InstanceType }),
        ...(id.endsWith("/*") ? requestTags(data, id.slice(0, -2)) : {}),
      },
    })),
    ...tagged(data).map(({ type }) => ({
      action: "ec2:CreateTags",
      resource: facts.arn("ec2", `${type}/*`),
      context: { "ec2:CreateAction": "RunInstances", "ec2:Region": facts.region, ...requestTags(data, type) },
    })),
    ...rolesPassed(data, facts),
  ];
  // What Auto Scaling says to any of them, without saying which.
  const refusal = { code: "AccessDenied", message: `You are not authorized to use launch template: ${template.id}` };
  return asked.map((one) => ({ ...one, refusal }));
}

const resourceTags = (tags: Readonly<Record<string, string>>) =>
  tagContext(["aws:ResourceTag", "ec2:ResourceTag"], tags);

const ofNoAccount = (id: string, { region }: Facts) => `arn:aws:ec2:${region}::${id}`;

function imageAsked(imageId: string | undefined, inTemplate: boolean, from: Context, facts: Facts): readonly Asked[] {
  if (imageId === undefined) return [];
  const parameter = /^resolve:ssm:([^:]+)/.exec(imageId)?.[1];
  if (parameter !== undefined) return onParameter("ssm:GetParameters", parameter, facts);
  const image = facts.image(imageId);
  return [
    {
      action: "ec2:RunInstances",
      resource: ofNoAccount(`image/${imageId}`, facts),
      context: {
        ...from,
        "ec2:IsLaunchTemplateResource": String(inTemplate),
        ...(image && { "ec2:Owner": image.owner, "ec2:Public": String(image.public), ...resourceTags(image.tags) }),
      },
    },
  ];
}

/** Without a network of its own, the region makes up ids of what a template leaves to the VPC. */
const defaultSubnet = "subnet-00000000000000000";
const defaultSecurityGroup = "sg-00000000000000000";

/** What is made has no id yet: AWS asks for `instance/*`. */
function resourcesOf(data: RequestLaunchTemplateData, ofGroup: readonly string[]) {
  const interfaces = data.NetworkInterfaces ?? [];
  const ownSubnets = present(interfaces.map(({ SubnetId }) => SubnetId));
  const subnets = ofGroup.length > 0 ? ofGroup : ownSubnets.length > 0 ? ownSubnets : [defaultSubnet];
  const groups = [...(data.SecurityGroupIds ?? []), ...interfaces.flatMap(({ Groups = [] }) => Groups)];
  const { CapacityReservationId } = data.CapacityReservationSpecification?.CapacityReservationTarget ?? {};
  const { GroupName, GroupId } = data.Placement ?? {};
  const snapshots = present((data.BlockDeviceMappings ?? []).map(({ Ebs }) => Ebs?.SnapshotId));
  const inTemplate = (ids: readonly string[]) => ids.map((id) => ({ id, inTemplate: true }));
  return [
    ...["instance/*", "network-interface/*", "volume/*"].map((id) => ({ id, inTemplate: false })),
    ...subnets.map((id) => ({ id: `subnet/${id}`, inTemplate: ownSubnets.includes(id) })),
    ...(groups.length > 0
      ? inTemplate(groups.map((id) => `security-group/${id}`))
      : [{ id: `security-group/${defaultSecurityGroup}`, inTemplate: false }]),
    ...inTemplate(present([data.KeyName]).map((name) => `key-pair/${name}`)),
    ...inTemplate(present([GroupName ?? GroupId]).map((name) => `placement-group/${name}`)),
    ...inTemplate(present([CapacityReservationId]).map((id) => `capacity-reservation/${id}`)),
    ...inTemplate(snapshots.map((id) => `snapshot/${id}`)),
    ...(data.InstanceMarketOptions?.MarketType === "spot"
      ? [{ id: "spot-instances-request/*", inTemplate: true }]
      : []),
  ];
}

const present = (values: readonly (string | undefined)[]) => values.filter((value) => value !== undefined);

const tagged = (data: RequestLaunchTemplateData) =>
  (data.TagSpecifications ?? []).flatMap(({ ResourceType: type, Tags = [] }) =>
    type && Tags.length > 0 ? [{ type, tags: Tags }] : [],
  );

function requestTags(data: RequestLaunchTemplateData, type: string): Context {
  const tags = tagged(data).flatMap((one) => (one.type === type ? one.tags : []));
  return {
    ...tagContext(["aws:RequestTag"], Object.fromEntries(tags.map(({ Key = "", Value = "" }) => [Key, Value]))),
    ...(tags.length > 0 && { "aws:TagKeys": tags.map(({ Key = "" }) => Key) }),
  };
}

/**
 * The role in the instance profile. IAM itself is not simulated: the role is taken to have the profile's path and name,
 * which is how the console makes them
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_switch-role-ec2_instance-profiles.html).
 */
function rolesPassed({ IamInstanceProfile: profile }: RequestLaunchTemplateData, { account }: Facts): readonly Asked[] {
  const name = profile?.Name ?? profile?.Arn?.replace(/^.*?:instance-profile\//, "");
  if (name === undefined) return [];
  const resource = `arn:aws:iam::${account}:role/${name}`;
  return [{ action: "iam:PassRole", resource, context: { "iam:PassedToService": "ec2.amazonaws.com" } }];
}
