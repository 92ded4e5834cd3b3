import type { CreateAutoScalingGroupType } from "@aws-sdk/client-auto-scaling";
import { AwsError } from "../../endpoint/operations.ts";
import { candidates, configurationOf } from "./configuration.ts";
import { applySettings, checkSizes } from "./groupSettings.ts";
import { add } from "./launching.ts";
import type { LocalGroup } from "./model.ts";
import { type AutoScalingState, invalid } from "./state.ts";
import { putTag } from "./tags.ts";

/** A group as requested, as yet without instances. Throws AlreadyExists and ValidationError. */
export function createGroup(
  state: AutoScalingState,
  input: CreateAutoScalingGroupType,
  createdAt = state.context.clock.now(),
): LocalGroup {
  const name = input.AutoScalingGroupName;
  if (!name) throw invalid("AutoScalingGroupName must not be empty.");
  if (state.groups.has(name)) {
    throw new AwsError(
      "AlreadyExists",
      `AutoScalingGroup by this name already exists - A group with the name ${name} already exists`,
    );
  }
  const configuration = configurationOf(state, input);
  if (!configuration) {
    throw invalid(
      "Valid requests must contain either LaunchTemplate, LaunchConfigurationName, InstanceId or MixedInstancesPolicy parameter.",
    );
  }
  if (input.MinSize === undefined || input.MaxSize === undefined) throw invalid("MinSize and MaxSize are required.");
  const desiredCapacity = input.DesiredCapacity ?? input.MinSize;
  checkSizes(input.MinSize, input.MaxSize, desiredCapacity);

  const { account, region } = state.context;
  const group: LocalGroup = {
    name,
    arn: `arn:aws:autoscaling:${region}:${account}:autoScalingGroup:${state.ids.uuid()}:autoScalingGroupName/${name}`,
    createdAt,
    configuration,
    minSize: input.MinSize,
    maxSize: input.MaxSize,
    desiredCapacity,
    defaultCooldown: 300,
    defaultInstanceWarmup: undefined,
    healthCheckGracePeriod: 0,
    healthCheckType: "EC2",
    maintenancePolicy: undefined,
    newInstancesProtected: false,
    // No network is simulated: subnets are taken as they are named, and silence for the zones of the Region.
    zones: ["a", "b", "c"].map((letter) => `${region}${letter}`),
    subnets: undefined,
    tags: new Map(),
    suspended: new Map(),
    instances: new Map(),
    activities: [],
    refreshes: [],
    launchFailures: undefined,
    deleting: false,
  };
  applySettings(group, input);
  for (const tag of input.Tags ?? []) putTag(group, tag);
  state.groups.set(name, group);
  return group;
}

/** A group that has been in service since `since` with every instance it desires. */
export function seedGroup(state: AutoScalingState, input: CreateAutoScalingGroupType, since: number): void {
  const group = createGroup(state, input, since);
  for (let i = 0; i < group.desiredCapacity; i += 1) {
    const from = candidates(state, group.configuration);
    const chosen = from[i % from.length];
    if (chosen) add(state, group, chosen, { launchedBy: undefined, inServiceAt: since });
  }
}
