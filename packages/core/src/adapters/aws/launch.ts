import type {
  DesiredConfiguration,
  LaunchTemplateOverrides,
  LaunchTemplateSpecification,
  MixedInstancesPolicy,
} from "@aws-sdk/client-auto-scaling";
import type { Desired, Launch, Override, TemplateRef } from "../../domain/group.ts";

/** What a group and a refresh's desired configuration have in common. */
interface AwsLaunch extends DesiredConfiguration {
  readonly LaunchConfigurationName?: string | undefined;
}

/** Undefined where it names neither a launch template by id nor a launch configuration. */
export function launchOf(launch: AwsLaunch): Launch | undefined {
  const desired = desiredOf(launch);
  if (desired) return desired;
  const name = launch.LaunchConfigurationName;
  return name === undefined ? undefined : { kind: "launch-configuration", name };
}

export function desiredOf({ LaunchTemplate, MixedInstancesPolicy }: DesiredConfiguration): Desired | undefined {
  if (!MixedInstancesPolicy) {
    const template = templateRef(LaunchTemplate);
    return template && { kind: "launch-template", template };
  }
  const template = templateRef(MixedInstancesPolicy.LaunchTemplate?.LaunchTemplateSpecification);
  if (!template) return undefined;
  const overrides = (MixedInstancesPolicy.LaunchTemplate?.Overrides ?? []).map(overrideOf);
  return { kind: "mixed-instances", template, overrides, policy: MixedInstancesPolicy };
}

function overrideOf(override: LaunchTemplateOverrides): Override {
  const { InstanceType, LaunchTemplateSpecification, ImageId, InstanceRequirements } = override;
  const template = templateRef(LaunchTemplateSpecification);
  return {
    ...(InstanceType && { instanceType: InstanceType }),
    ...(template && { template }),
    ...(ImageId && { imageId: ImageId }),
    attributeBased: InstanceRequirements !== undefined,
  };
}

/** A template without a version stands for its default one. */
export function templateRef(specification: LaunchTemplateSpecification | undefined): TemplateRef | undefined {
  const id = specification?.LaunchTemplateId;
  return id ? { id, version: specification?.Version || "$Default" } : undefined;
}

/** As StartInstanceRefresh takes it. Of a mixed instances policy all but versions and images is as AWS gave it. */
export function desiredConfigurationOf(desired: Desired): DesiredConfiguration {
  if (desired.kind === "launch-template") return { LaunchTemplate: specificationOf(desired.template) };
  const policy = desired.policy as MixedInstancesPolicy;
  const given = policy.LaunchTemplate?.Overrides ?? [];
  const overrides = desired.overrides.map(({ template, imageId }, place) => ({
    ...given[place],
    ...(template && { LaunchTemplateSpecification: specificationOf(template) }),
    ...(imageId && { ImageId: imageId }),
  }));
  return {
    MixedInstancesPolicy: {
      ...policy,
      LaunchTemplate: {
        ...policy.LaunchTemplate,
        LaunchTemplateSpecification: specificationOf(desired.template),
        ...(overrides.length > 0 && { Overrides: overrides }),
      },
    },
  };
}

/** AWS shows a template's id and name, but takes only one of them. */
const specificationOf = ({ id, version }: TemplateRef): LaunchTemplateSpecification => ({
  LaunchTemplateId: id,
  Version: version,
});
