import type {
  DesiredConfiguration,
  LaunchTemplateOverrides,
  LaunchTemplateSpecification,
  MixedInstancesPolicy,
} from "@aws-sdk/client-auto-scaling";
import { AwsError } from "../../endpoint/operations.ts";
import type { ResolvedTemplate } from "../ec2/model.ts";
import type { Configuration, GroupInstance, LocalGroup, LocalRefresh } from "./model.ts";
import { type AutoScalingState, invalid } from "./state.ts";

/** What one instance is launched from. */
export interface Candidate {
  readonly template: ResolvedTemplate | undefined;
  readonly launchConfiguration: string | undefined;
  readonly imageId: string | undefined;
  readonly type: string;
}

interface Requested {
  readonly LaunchTemplate?: LaunchTemplateSpecification | undefined;
  readonly MixedInstancesPolicy?: MixedInstancesPolicy | undefined;
  readonly LaunchConfigurationName?: string | undefined;
}

/**
 * The configuration that a request names, with template ids and names filled in as DescribeAutoScalingGroups shows
 * them. Undefined where it names none. Throws ValidationError where a template, a version or an image is missing.
 */
export function configurationOf(state: AutoScalingState, requested: Requested): Configuration | undefined {
  const { LaunchTemplate, MixedInstancesPolicy, LaunchConfigurationName } = requested;
  const given = [LaunchTemplate, MixedInstancesPolicy, LaunchConfigurationName].filter((one) => one !== undefined);
  if (given.length > 1) {
    throw invalid(
      "Valid requests must contain either LaunchTemplate, LaunchConfigurationName, InstanceId or MixedInstancesPolicy parameter.",
    );
  }
  if (LaunchTemplate) return { kind: "launch-template", template: completed(state, LaunchTemplate, true) };
  if (MixedInstancesPolicy) return { kind: "mixed-instances", policy: completedPolicy(state, MixedInstancesPolicy) };
  if (LaunchConfigurationName === undefined) return undefined;
  if (!state.launchConfigurations.has(LaunchConfigurationName)) {
    throw invalid(`Launch configuration name not found - Launch configuration ${LaunchConfigurationName} not found`);
  }
  return { kind: "launch-configuration", name: LaunchConfigurationName };
}

function completed(
  state: AutoScalingState,
  specification: LaunchTemplateSpecification,
  needsImage: boolean,
): LaunchTemplateSpecification {
  const resolved = resolve(state, specification);
  if (needsImage && resolved.imageId === undefined) {
    throw invalid("You must use a valid fully-formed launch template. The request must contain the parameter ImageId");
  }
  return {
    LaunchTemplateId: resolved.id,
    LaunchTemplateName: resolved.name,
    Version: specification.Version ?? "$Default",
  };
}

function resolve(state: AutoScalingState, specification: LaunchTemplateSpecification): ResolvedTemplate {
  try {
    return state.ec2.resolveTemplate(specification);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw invalid(`You must use a valid fully-formed launch template. ${error.message}`);
  }
}

function completedPolicy(state: AutoScalingState, policy: MixedInstancesPolicy): MixedInstancesPolicy {
  const base = policy.LaunchTemplate?.LaunchTemplateSpecification;
  if (!base) throw invalid("MixedInstancesPolicy must contain a LaunchTemplate with a LaunchTemplateSpecification.");
  const overrides = policy.LaunchTemplate?.Overrides;
  return {
    ...policy,
    LaunchTemplate: {
      ...policy.LaunchTemplate,
      LaunchTemplateSpecification: completed(state, base, !overrides?.every((override) => override.ImageId)),
      Overrides: (overrides ?? []).map((override) => ({
        ...override,
        ...(override.LaunchTemplateSpecification && {
          LaunchTemplateSpecification: completed(state, override.LaunchTemplateSpecification, true),
        }),
      })),
    },
    // "For any parameters not provided, Amazon EC2 Auto Scaling resets the parameter value to a default value."
    InstancesDistribution: {
      OnDemandAllocationStrategy: "prioritized",
      OnDemandBaseCapacity: 0,
      OnDemandPercentageAboveBaseCapacity: 100,
      SpotAllocationStrategy: "lowest-price",
      ...policy.InstancesDistribution,
    },
  };
}

/** The configuration that the refresh brings; that of the group where none was desired. */
export function wanted(group: LocalGroup, refresh: LocalRefresh): Configuration {
  return desiredConfiguration(refresh.desired) ?? group.configuration;
}

export function desiredConfiguration(desired: DesiredConfiguration | undefined): Configuration | undefined {
  if (desired?.LaunchTemplate) return { kind: "launch-template", template: desired.LaunchTemplate };
  if (desired?.MixedInstancesPolicy) return { kind: "mixed-instances", policy: desired.MixedInstancesPolicy };
  return undefined;
}

/** Every kind of instance that the configuration may launch at this moment. Throws AwsError where a template is gone. */
export function candidates(state: AutoScalingState, configuration: Configuration): Candidate[] {
  switch (configuration.kind) {
    case "launch-configuration": {
      const found = state.launchConfigurations.get(configuration.name);
      if (!found) throw invalid(`Launch configuration ${configuration.name} not found`);
      return [{ template: undefined, launchConfiguration: found.name, imageId: found.imageId, type: found.type }];
    }
    case "launch-template":
      return [candidate(state, configuration.template)];
    case "mixed-instances": {
      const base = configuration.policy.LaunchTemplate?.LaunchTemplateSpecification ?? {};
      const overrides = configuration.policy.LaunchTemplate?.Overrides ?? [];
      return overrides.length === 0
        ? [candidate(state, base)]
        : overrides.map((override) => candidate(state, override.LaunchTemplateSpecification ?? base, override));
    }
  }
}

/** EC2's own default where a template names no instance type. */
const DEFAULT_TYPE = "m1.small";

function candidate(
  state: AutoScalingState,
  specification: LaunchTemplateSpecification,
  override: LaunchTemplateOverrides = {},
): Candidate {
  const template = state.ec2.resolveTemplate(specification);
  return {
    template,
    launchConfiguration: undefined,
    imageId: override.ImageId ?? template.imageId,
    type: override.InstanceType ?? template.data.InstanceType ?? DEFAULT_TYPE,
  };
}

/**
 * Does the instance already have the configuration (skip matching)? Compared are the launch template, its version and
 * the instance type. False where the configuration can no longer be looked up.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/asg-instance-refresh-skip-matching.html
 */
export function matches(state: AutoScalingState, instance: GroupInstance, configuration: Configuration): boolean {
  try {
    return candidates(state, configuration).some(
      (one) =>
        one.template?.id === instance.template?.id &&
        one.template?.version === instance.template?.version &&
        one.launchConfiguration === instance.launchConfiguration &&
        one.imageId === instance.imageId &&
        one.type === instance.type,
    );
  } catch (error) {
    if (error instanceof AwsError) return false;
    throw error;
  }
}

/** Every launch template specification in it. */
export function specifications(configuration: Configuration): LaunchTemplateSpecification[] {
  if (configuration.kind === "launch-template") return [configuration.template];
  if (configuration.kind === "launch-configuration") return [];
  const { LaunchTemplateSpecification, Overrides } = configuration.policy.LaunchTemplate ?? {};
  return [LaunchTemplateSpecification, ...(Overrides ?? []).map((one) => one.LaunchTemplateSpecification)].filter(
    (one) => one !== undefined,
  );
}

/** Attribute-based instance selection: instance types chosen by requirements. */
export function isAttributeBased(configuration: Configuration): boolean {
  return (
    configuration.kind === "mixed-instances" &&
    (configuration.policy.LaunchTemplate?.Overrides ?? []).some((one) => one.InstanceRequirements !== undefined)
  );
}
