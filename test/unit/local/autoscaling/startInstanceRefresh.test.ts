import { beforeEach, describe, expect, test } from "vitest";
import { aScene, HOUR_MS, MINUTE_MS, type Scene } from "./scene.ts";

let scene: Scene;
beforeEach(() => {
  scene = aScene();
});

describe("starting a refresh", () => {
  test("answers its id at once; it is pending, and nothing is replaced yet", () => {
    const id = scene.start();
    expect(scene.refresh()).toMatchObject({
      InstanceRefreshId: id,
      Status: "Pending",
      PercentageComplete: 0,
      InstancesToUpdate: 4,
      Strategy: "Rolling",
      DesiredConfiguration: { LaunchTemplate: { LaunchTemplateName: "web", Version: "2" } },
    });
    expect(scene.images()).toEqual({ [scene.old]: 4 });
    expect(scene.told()).toEqual([]);
  });

  test("applies the defaults that AWS documents, and shows them", () => {
    scene.start();
    expect(scene.refresh().Preferences).toEqual({
      MinHealthyPercentage: 90,
      InstanceWarmup: 0,
      SkipMatching: false,
      AutoRollback: false,
      ScaleInProtectedInstances: "Wait",
      StandbyInstances: "Wait",
    });
  });

  test("takes the bounds of the group's instance maintenance policy where the preferences say nothing", () => {
    scene.operations.UpdateAutoScalingGroup({
      AutoScalingGroupName: "web",
      InstanceMaintenancePolicy: { MinHealthyPercentage: 100, MaxHealthyPercentage: 150 },
      DefaultInstanceWarmup: 60,
    });
    scene.start();
    expect(scene.refresh().Preferences).toMatchObject({
      MinHealthyPercentage: 100,
      MaxHealthyPercentage: 150,
      InstanceWarmup: 60,
    });
  });

  test("waits an hour at checkpoints, unless told otherwise", () => {
    scene.start({ CheckpointPercentages: [50, 100] });
    expect(scene.refresh().Preferences).toMatchObject({ CheckpointPercentages: [50, 100], CheckpointDelay: 3600 });
  });

  test("is refused while another refresh is active, and taken again when that has ended", () => {
    scene.start();
    expect(() => scene.start()).toThrow(expect.objectContaining({ code: "InstanceRefreshInProgress", status: 400 }));
    scene.until("Successful");
    expect(scene.start()).not.toBe("");
    expect(scene.operations.DescribeInstanceRefreshes({ AutoScalingGroupName: "web" }).InstanceRefreshes).toHaveLength(
      2,
    );
  });

  test.each([
    [{ MinHealthyPercentage: 101 }, "preferences.minHealthyPercentage"],
    [{ MinHealthyPercentage: -1 }, "greater than or equal to 0"],
    [{ MinHealthyPercentage: 90, MaxHealthyPercentage: 99 }, "preferences.maxHealthyPercentage"],
    [{ MinHealthyPercentage: 90, MaxHealthyPercentage: 201 }, "less than or equal to 200"],
    [{ MaxHealthyPercentage: 110 }, "requires MinHealthyPercentage"],
    [{ MinHealthyPercentage: 50, MaxHealthyPercentage: 151 }, "must not be greater than 100"],
    [{ CheckpointPercentages: [50, 20] }, "ascending order"],
    [{ CheckpointPercentages: [50, 50] }, "unique"],
    [{ CheckpointPercentages: [0, 100] }, "preferences.checkpointPercentages"],
    [{ CheckpointDelay: 60 }, "requires CheckpointPercentages"],
    [{ CheckpointPercentages: [100], CheckpointDelay: 172_801 }, "preferences.checkpointDelay"],
    [{ BakeTime: 172_801 }, "preferences.bakeTime"],
    [{ InstanceWarmup: -1 }, "preferences.instanceWarmup"],
    [{ AlarmSpecification: { Alarms: Array.from({ length: 11 }, (_, i) => `alarm-${i}`) } }, "no more than 10"],
  ])("is refused with the preferences %j", (preferences, message) => {
    expect(() => scene.start(preferences)).toThrow(
      expect.objectContaining({ code: "ValidationError", message: expect.stringContaining(message) }),
    );
    expect(() => scene.refresh()).toThrow("nothing was refreshed");
  });

  test.each([
    ["a version that is not there", { LaunchTemplateName: "web", Version: "7" }, "version 7"],
    ["a template that is not there", { LaunchTemplateName: "nobody", Version: "1" }, "nobody"],
  ])("is refused with %s", (_, LaunchTemplate, message) => {
    expect(() => scene.start({}, { DesiredConfiguration: { LaunchTemplate } })).toThrow(
      expect.objectContaining({ code: "ValidationError", message: expect.stringContaining(message) }),
    );
  });

  test("is refused for an unknown group", () => {
    expect(() => scene.start({}, { AutoScalingGroupName: "nobody" })).toThrow(
      "AutoScalingGroup name not found - AutoScalingGroup 'nobody' not found",
    );
  });
});

describe("AutoRollback is refused", () => {
  const roll = (more = {}) => scene.start({ AutoRollback: true }, more);
  const update = (Version: string) =>
    scene.operations.UpdateAutoScalingGroup({
      AutoScalingGroupName: "web",
      LaunchTemplate: { LaunchTemplateName: "web", Version },
    });

  test("without a desired configuration", () => {
    expect(() =>
      scene.operations.StartInstanceRefresh({ AutoScalingGroupName: "web", Preferences: { AutoRollback: true } }),
    ).toThrow(/AutoRollback cannot be set to true. No desired configuration/);
  });

  test.each(["$Latest", "$Default"])("for a group on %s", (version) => {
    update(version);
    expect(() => roll()).toThrow(`uses the ${version} version`);
  });

  test("for a group whose template names a parameter instead of an image", () => {
    scene = aScene({ parameters: { "/golden": "ami-00000000000000001" } });
    const version = scene.ec2.operations.CreateLaunchTemplateVersion({
      LaunchTemplateName: "web",
      LaunchTemplateData: { ImageId: "resolve:ssm:/golden" },
    }).LaunchTemplateVersion.VersionNumber;
    update(String(version));
    expect(() => roll()).toThrow("uses an AWS Systems Manager parameter instead of an AMI ID");
  });
});

describe("while a refresh with a desired configuration is active", () => {
  test("the group's own configuration cannot be changed, its size can", () => {
    scene.start();
    const update = (more: object) => scene.operations.UpdateAutoScalingGroup({ AutoScalingGroupName: "web", ...more });
    expect(() => update({ LaunchTemplate: { LaunchTemplateName: "web", Version: "1" } })).toThrow(
      /An active instance refresh with a desired configuration exists/,
    );
    update({ DesiredCapacity: 5 });
    scene.until("Successful");
    expect(scene.images()).toEqual({ [scene.fresh]: 5 });
  });
});

describe("what AWS tells of refreshes", () => {
  test("by id and by page, latest first, for six weeks", () => {
    const first = scene.start();
    scene.until("Successful");
    const second = scene.start();
    scene.until("Successful");
    const idsOf = (more: object) =>
      scene.operations
        .DescribeInstanceRefreshes({ AutoScalingGroupName: "web", ...more })
        .InstanceRefreshes.map(({ InstanceRefreshId }) => InstanceRefreshId);
    expect(idsOf({})).toEqual([second, first]);
    expect(idsOf({ InstanceRefreshIds: [first] })).toEqual([first]);
    const page = scene.operations.DescribeInstanceRefreshes({ AutoScalingGroupName: "web", MaxRecords: 1 });
    expect(idsOf({ MaxRecords: 1, NextToken: page.NextToken })).toEqual([first]);
    scene.region.pass(43 * 24 * HOUR_MS);
    expect(idsOf({})).toEqual([]);
  });

  test("an instance refresh that is not active can be neither cancelled nor rolled back", () => {
    const name = { AutoScalingGroupName: "web" };
    const code = expect.objectContaining({ code: "ActiveInstanceRefreshNotFound" });
    expect(() => scene.operations.CancelInstanceRefresh(name)).toThrow(code);
    expect(() => scene.operations.RollbackInstanceRefresh(name)).toThrow(code);
    scene.start();
    scene.until("Successful");
    expect(() => scene.operations.RollbackInstanceRefresh(name)).toThrow(code);
  });
});

test("a group of attributes takes no desired configuration: the refresh fails as soon as it begins", () => {
  scene.operations.CreateAutoScalingGroup({
    AutoScalingGroupName: "attributes",
    MinSize: 0,
    MaxSize: 1,
    MixedInstancesPolicy: {
      LaunchTemplate: {
        LaunchTemplateSpecification: { LaunchTemplateName: "web", Version: "1" },
        Overrides: [{ InstanceRequirements: { VCpuCount: { Min: 2 }, MemoryMiB: { Min: 4096 } } }],
      },
    },
  });
  scene.start({}, { AutoScalingGroupName: "attributes" });
  scene.region.pass(MINUTE_MS);
  const [refresh] = scene.operations.DescribeInstanceRefreshes({
    AutoScalingGroupName: "attributes",
  }).InstanceRefreshes;
  expect(refresh).toMatchObject({ Status: "Failed", StatusReason: expect.stringContaining("attribute-based") });
});
