import { type AutoScaling, autoScaling } from "@ami-refresh/local/services/autoscaling/autoScaling.ts";
import type { LocalGroup } from "@ami-refresh/local/services/autoscaling/model.ts";
import { type Ec2, ec2 } from "@ami-refresh/local/services/ec2/ec2.ts";
import type {
  CreateAutoScalingGroupType,
  RefreshPreferences,
  StartInstanceRefreshType,
} from "@aws-sdk/client-auto-scaling";
import { aRegion, call, type TestRegion } from "../ec2/region.ts";

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;

/** The group `web` on version 1 of the template `web`, which names the image `old`; version 2 names `fresh`. */
export interface Scene {
  readonly region: TestRegion;
  readonly ec2: Ec2;
  readonly autoScaling: AutoScaling;
  readonly operations: AutoScaling["operations"];
  readonly old: string;
  readonly fresh: string;
  group(): LocalGroup;
  /** Starts a refresh to version 2, unless told otherwise. Answers its id. */
  start(preferences?: RefreshPreferences, more?: Partial<StartInstanceRefreshType>): string;
  /** The latest refresh as DescribeInstanceRefreshes tells of it. */
  refresh(): ReturnType<AutoScaling["operations"]["DescribeInstanceRefreshes"]>["InstanceRefreshes"][number];
  /** Lets time pass, up to `limit`, until the latest refresh is in that status. */
  until(status: string, limit?: number): void;
  /** Detail types of the refresh events, shortened, in order. */
  told(): string[];
  /** How many of the group's instances run each image, whatever state they are in. */
  images(): Record<string, number>;
  version(): string | undefined;
  ready(): number;
}

export interface SceneOptions {
  readonly size?: number;
  /** Of the images; those of `fresh` make it fail. */
  readonly freshTags?: Readonly<Record<string, string>>;
  readonly group?: Partial<CreateAutoScalingGroupType>;
  /** Of the Parameter Store. */
  readonly parameters?: Readonly<Record<string, string>>;
}

export function aScene({ size = 4, freshTags = {}, group: more = {}, parameters = {} }: SceneOptions = {}): Scene {
  const region = aRegion();
  const simulatedEc2 = ec2(region, { parameter: (name) => parameters[name] });
  const simulated = autoScaling(region, simulatedEc2);
  const { operations } = simulated;
  const old = simulatedEc2.seedImage({ name: "base-1" });
  const fresh = simulatedEc2.seedImage({ name: "base-2", tags: freshTags });
  simulatedEc2.seedTemplate({
    name: "web",
    versions: [old, fresh].map((ImageId) => ({ ImageId, InstanceType: "m7i.large" as const })),
    createdAt: region.clock.now(),
  });
  simulated.seedGroup(
    {
      AutoScalingGroupName: "web",
      MinSize: 0,
      MaxSize: 2 * size,
      DesiredCapacity: size,
      DefaultInstanceWarmup: 0,
      LaunchTemplate: { LaunchTemplateName: "web", Version: "1" },
      ...more,
    },
    region.clock.now() - 24 * HOUR_MS,
  );

  const group = () => {
    const found = simulated.groups().find(({ name }) => name === "web");
    if (!found) throw new Error("the group web is gone");
    return found;
  };
  const refresh = () => {
    const [latest] = operations.DescribeInstanceRefreshes({ AutoScalingGroupName: "web" }).InstanceRefreshes;
    if (!latest) throw new Error("nothing was refreshed");
    return latest;
  };
  return {
    region,
    ec2: simulatedEc2,
    autoScaling: simulated,
    operations,
    old,
    fresh,
    group,
    refresh,
    start: (Preferences = {}, given = {}) =>
      operations.StartInstanceRefresh({
        AutoScalingGroupName: "web",
        Preferences,
        DesiredConfiguration: { LaunchTemplate: { LaunchTemplateName: "web", Version: "2" } },
        ...given,
      }).InstanceRefreshId,
    until: (status, limit = 12 * HOUR_MS) => {
      const end = region.clock.now() + limit;
      while (refresh().Status !== status) {
        if (region.clock.now() >= end) throw new Error(`still ${refresh().Status}: ${refresh().StatusReason}`);
        region.pass(1_000);
      }
    },
    told: () =>
      region.events
        .filter(({ source }) => source === "aws.autoscaling")
        .map(({ detailType }) => detailType.replace("EC2 Auto Scaling Instance Refresh ", "")),
    images: () => {
      const counts: Record<string, number> = {};
      for (const { imageId } of group().instances.values()) counts[imageId] = (counts[imageId] ?? 0) + 1;
      return counts;
    },
    version: () => {
      const { configuration } = group();
      return configuration.kind === "launch-template" ? configuration.template.Version : undefined;
    },
    ready: () => [...group().instances.values()].filter((one) => one.lifecycle === "InService" && one.healthy).length,
  };
}

export { call };
