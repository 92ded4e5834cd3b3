import type { CreateAutoScalingGroupType } from "@aws-sdk/client-auto-scaling";
import type { LocalGroup } from "./model.ts";
import { invalid } from "./state.ts";

/** What CreateAutoScalingGroup and UpdateAutoScalingGroup have in common. */
type GroupSettings = Omit<CreateAutoScalingGroupType, "AutoScalingGroupName" | "MinSize" | "MaxSize">;

export function checkSizes(min: number, max: number, desired: number): void {
  if (min < 0 || max < 0) throw invalid("The group's size must not be negative.");
  if (min > max) throw invalid("Max bound must be greater than or equal to min bound");
  if (desired < min || desired > max) {
    throw invalid(`Desired capacity:${desired} must be between the specified min size:${min} and max size:${max}`);
  }
}

/** What is neither size nor configuration; absent values stay as they are. */
export function applySettings(group: LocalGroup, input: GroupSettings): void {
  group.defaultCooldown = input.DefaultCooldown ?? group.defaultCooldown;
  group.healthCheckType = input.HealthCheckType ?? group.healthCheckType;
  group.healthCheckGracePeriod = input.HealthCheckGracePeriod ?? group.healthCheckGracePeriod;
  group.newInstancesProtected = input.NewInstancesProtectedFromScaleIn ?? group.newInstancesProtected;
  group.maintenancePolicy = input.InstanceMaintenancePolicy ?? group.maintenancePolicy;
  group.subnets = input.VPCZoneIdentifier ?? group.subnets;
  if (input.AvailabilityZones?.length) group.zones = input.AvailabilityZones;
  // "To remove a value that you previously set, include the property but specify -1 for the value."
  if (input.DefaultInstanceWarmup === -1) group.defaultInstanceWarmup = undefined;
  else group.defaultInstanceWarmup = input.DefaultInstanceWarmup ?? group.defaultInstanceWarmup;
}
