import type { AutoScalingGroup, Instance } from "@aws-sdk/client-auto-scaling";
import type { GroupInstance, LocalGroup } from "./model.ts";
import { describeTags } from "./tags.ts";

export function describeGroup(group: LocalGroup): AutoScalingGroup {
  const { configuration } = group;
  return {
    AutoScalingGroupName: group.name,
    AutoScalingGroupARN: group.arn,
    ...(configuration.kind === "launch-template" && { LaunchTemplate: configuration.template }),
    ...(configuration.kind === "mixed-instances" && { MixedInstancesPolicy: configuration.policy }),
    ...(configuration.kind === "launch-configuration" && { LaunchConfigurationName: configuration.name }),
    MinSize: group.minSize,
    MaxSize: group.maxSize,
    DesiredCapacity: group.desiredCapacity,
    DefaultCooldown: group.defaultCooldown,
    DefaultInstanceWarmup: group.defaultInstanceWarmup,
    HealthCheckType: group.healthCheckType,
    HealthCheckGracePeriod: group.healthCheckGracePeriod,
    InstanceMaintenancePolicy: group.maintenancePolicy,
    AvailabilityZones: [...group.zones],
    VPCZoneIdentifier: group.subnets,
    Instances: [...group.instances.values()].map(describeInstance),
    CreatedTime: new Date(group.createdAt),
    SuspendedProcesses: [...group.suspended].map(([ProcessName, SuspensionReason]) => ({
      ProcessName,
      SuspensionReason,
    })),
    Status: group.deleting ? "Delete in progress" : undefined,
    Tags: describeTags(group),
    TerminationPolicies: ["Default"],
    NewInstancesProtectedFromScaleIn: group.newInstancesProtected,
    LoadBalancerNames: [],
    TargetGroupARNs: [],
    EnabledMetrics: [],
  };
}

export const describeInstance = (instance: GroupInstance): Instance => ({
  InstanceId: instance.id,
  InstanceType: instance.type,
  AvailabilityZone: instance.zone,
  LifecycleState: instance.lifecycle,
  HealthStatus: instance.healthy ? "Healthy" : "Unhealthy",
  ...(instance.launchConfiguration !== undefined && { LaunchConfigurationName: instance.launchConfiguration }),
  ...(instance.template && {
    LaunchTemplate: {
      LaunchTemplateId: instance.template.id,
      LaunchTemplateName: instance.template.name,
      Version: String(instance.template.version),
    },
  }),
  ProtectedFromScaleIn: instance.protected,
});
