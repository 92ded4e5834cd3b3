import type { Footprint, ServiceFootprint } from "../packages/core/src/domain/footprint.ts";
import type { LaunchTemplateSelector } from "../packages/core/src/domain/policy.ts";
import { account, arn, arnOfAnyAccount, arnOfNoAccount, globalArn } from "./account.ts";
import { noSecrets } from "./secrets.ts";
import { carrying } from "./tags.ts";

type StageTag = Footprint["stageTag"];

export const newTemplateVersions = ({ launchTemplates }: ServiceFootprint, stageTag: StageTag) =>
  launchTemplates.map((selector) => ({
    actions: ["ec2:CreateLaunchTemplateVersion"],
    ...selected(selector, stageTag),
  }));

/** Launch templates have ids in their ARNs, and no names. */
function selected(selector: LaunchTemplateSelector, stageTag: StageTag) {
  const inStage = carrying(stageTag ? { [stageTag.key]: [stageTag.value] } : {});
  if (selector.by === "id") return { resources: selector.ids.map(templateArn), conditions: inStage };
  const tags = Object.fromEntries(Object.entries(selector.tags).map(([key, value]) => [key, [value]]));
  // With IfExists, a template that does not carry the tag at all passes.
  const conditions = carrying(tags, selector.untagged ? "StringEqualsIfExists" : "StringEquals");
  return { resources: [templateArn("*")], conditions: [...conditions, ...inStage] };
}

const templateArn = (id: string) => arn("ec2", `launch-template/${id}`);

/**
 * StartInstanceRefresh with a desired configuration asks whether its caller may launch what the template says: RunInstances
 * on every resource that a launch touches, CreateTags where the template tags what it launches, PassRole for the role in
 * its instance profile, GetParameters where a parameter names the image
 * (https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-launch-template-permissions.html).
 * `ec2:IsLaunchTemplateResource` is no help: subnets, types and images of overrides come from the group.
 */
export const launch = (service: ServiceFootprint, stageTag: StageTag) => [
  ...service.launchTemplates.map((selector) => ({ actions: ["ec2:RunInstances"], ...selected(selector, stageTag) })),
  {
    actions: ["ec2:RunInstances"],
    resources: [arnOfNoAccount("ec2", "image/*")],
    conditions: [
      fromATemplate,
      { test: "StringEquals", variable: "ec2:Owner", values: imageOwners(service.imageOwners) },
    ],
  },
  { actions: ["ec2:RunInstances"], resources: launched(), conditions: [fromATemplate] },
  {
    actions: ["ec2:CreateTags"],
    resources: ["instance", "network-interface", "spot-instances-request", "volume"].map((type) =>
      arn("ec2", `${type}/*`),
    ),
    conditions: [{ test: "StringEquals", variable: "ec2:CreateAction", values: ["RunInstances"] }],
  },
  ...passRoles(service.instanceRoles),
  ...(service.pins ? readImageParameters() : []),
];

const fromATemplate = { test: "ArnLike", variable: "ec2:LaunchTemplate", values: [templateArn("*")] };

/**
 * Of images that Amazon or a Marketplace seller publishes, the condition key holds an alias and not the account's id
 * (https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html).
 */
function imageOwners(owners: readonly string[]): $util.Input<string>[] {
  const ids = owners.filter((owner) => owner !== "self");
  return [
    ...(owners.includes("self") ? [account] : []),
    ...(ids.length > 0 ? [...ids, "amazon", "aws-marketplace"] : []),
  ];
}

/** What a launch makes and uses. Subnets and security groups may be another account's, which shares its VPC. */
const launched = () => [
  ...[
    "capacity-reservation",
    "instance",
    "key-pair",
    "network-interface",
    "placement-group",
    "spot-instances-request",
    "volume",
  ].map((type) => arn("ec2", `${type}/*`)),
  ...["security-group", "subnet"].map((type) => arnOfAnyAccount("ec2", `${type}/*`)),
  arnOfNoAccount("ec2", "snapshot/*"),
];

const passRoles = (roles: readonly string[]) =>
  roles.length === 0
    ? []
    : [
        {
          actions: ["iam:PassRole"],
          resources: roles.map((role) => globalArn("iam", `role/${role}`)),
          conditions: [{ test: "StringEquals", variable: "iam:PassedToService", values: ["ec2.amazonaws.com"] }],
        },
      ];

const readImageParameters = () => [
  { actions: ["ssm:GetParameters"], resources: [arn("ssm", "parameter/*"), arnOfNoAccount("ssm", "parameter/aws/*")] },
  ...noSecrets("ssm:GetParameters"),
];
