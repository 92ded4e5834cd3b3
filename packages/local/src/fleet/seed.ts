import type { CreateAutoScalingGroupType, LaunchTemplateSpecification } from "@aws-sdk/client-auto-scaling";
import type { RequestLaunchTemplateData } from "@aws-sdk/client-ec2";
import type { AutoScaling } from "../services/autoscaling/autoScaling.ts";
import type { Ec2 } from "../services/ec2/ec2.ts";
import { imageIdOf, imageNamed } from "./imageIds.ts";
import type { Fleet, FleetGroup } from "./schema.ts";

const DAY_MS = 24 * 3_600_000;
/** For how long templates and groups have been there. */
const SINCE_DAYS = 14;

/**
 * Puts images, launch templates and groups into the region as if they had been there for weeks: no event is fired.
 * Where templates name parameters, the region's Parameter Store has to know them (`parametersOf`).
 */
export function seedFleet(
  fleet: Fleet,
  { ec2, autoScaling, now }: { ec2: Ec2; autoScaling: AutoScaling; now: number },
): void {
  for (const image of fleet.images) {
    const { name, owner, architecture, state, ageDays, tags } = image;
    ec2.seedImage({
      id: imageIdOf(image),
      name,
      architecture,
      state,
      tags,
      createdAt: now - ageDays * DAY_MS,
      ...(owner !== undefined && { owner }),
    });
  }
  const since = now - SINCE_DAYS * DAY_MS;
  for (const [name, { image, instanceType }] of Object.entries(fleet.templates)) {
    const data: RequestLaunchTemplateData = {
      ImageId: imageNamed(fleet, image),
      InstanceType: instanceType as NonNullable<RequestLaunchTemplateData["InstanceType"]>,
    };
    ec2.seedTemplate({ name, versions: Array.from({ length: versionsOf(fleet, name) }, () => data), createdAt: since });
  }
  for (const [name, group] of Object.entries(fleet.groups)) autoScaling.seedGroup(request(name, group), since);
}

/** As many as the highest number that a group names: all alike, for nobody knows what the older ones said. */
function versionsOf(fleet: Fleet, template: string): number {
  const numbers = Object.values(fleet.groups)
    .filter((group) => group.template === template && /^\d+$/.test(group.version))
    .map((group) => Number(group.version));
  return Math.max(1, ...numbers);
}

function request(name: string, group: FleetGroup): CreateAutoScalingGroupType {
  const { size, min = size, max = Math.max(1, 2 * size), warmup, tags, template, version, overrides } = group;
  const base: LaunchTemplateSpecification = { LaunchTemplateName: template, Version: version };
  return {
    AutoScalingGroupName: name,
    MinSize: min,
    MaxSize: max,
    DesiredCapacity: size,
    DefaultInstanceWarmup: warmup,
    Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value, PropagateAtLaunch: true })),
    ...(overrides
      ? {
          MixedInstancesPolicy: {
            LaunchTemplate: {
              LaunchTemplateSpecification: base,
              Overrides: overrides.map(({ instanceType, template: own }) => ({
                InstanceType: instanceType,
                ...(own !== undefined && {
                  LaunchTemplateSpecification: { LaunchTemplateName: own, Version: "$Default" },
                }),
              })),
            },
            InstancesDistribution: { OnDemandBaseCapacity: 1, OnDemandPercentageAboveBaseCapacity: 50 },
          },
        }
      : { LaunchTemplate: base }),
  };
}
