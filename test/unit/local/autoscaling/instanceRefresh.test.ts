import { describe, expect, test } from "vitest";
import checkpoint from "../../../fixtures/events/autoscaling-instance-refresh.checkpoint-reached.json" with {
  type: "json",
};
import started from "../../../fixtures/events/autoscaling-instance-refresh.started.json" with { type: "json" };
import baking from "../../../fixtures/events/autoscaling-instance-refresh.started-baking.json" with { type: "json" };
import succeeded from "../../../fixtures/events/autoscaling-instance-refresh.succeeded.json" with { type: "json" };
import { aScene, call, HOUR_MS, MINUTE_MS, type Scene } from "./scene.ts";

/** The event that AWS documents, about this group and refresh. */
const like = (scene: Scene, fixture: typeof started) => ({
  source: fixture.source,
  detailType: fixture["detail-type"],
  resources: [scene.group().arn],
  detail: { ...fixture.detail, AutoScalingGroupName: "web", InstanceRefreshId: scene.refresh().InstanceRefreshId },
});
const refreshEvents = (scene: Scene) =>
  scene.region.events.filter(({ source }) => source === "aws.autoscaling").map(({ at: _, ...event }) => event);

describe("an instance refresh", () => {
  test("replaces instance by instance, and tells of its beginning and its end", () => {
    const scene = aScene();
    scene.start();
    const progress = new Set<number | undefined>();
    scene.region.watch(() => progress.add(scene.refresh().PercentageComplete));
    scene.until("Successful");
    expect([...progress]).toEqual([0, 25, 50, 75, 100]);
    expect(scene.images()).toEqual({ [scene.fresh]: 4 });
    expect(scene.refresh()).toMatchObject({ PercentageComplete: 100, InstancesToUpdate: 0 });
    expect(scene.refresh().EndTime?.getTime()).toBe(scene.region.events.at(-1)?.at);
    expect(refreshEvents(scene)).toEqual([like(scene, started), like(scene, succeeded)]);
  });

  test("gives the group its desired configuration only when it has succeeded", () => {
    const scene = aScene();
    scene.start();
    const versions = new Map<string | undefined, Set<string | undefined>>();
    scene.region.watch(() => {
      const { Status } = scene.refresh();
      versions.set(Status, (versions.get(Status) ?? new Set()).add(scene.version()));
    });
    scene.until("Successful");
    expect([...(versions.get("InProgress") ?? [])]).toEqual(["1"]);
    expect([...(versions.get("Successful") ?? [])]).toEqual(["2"]);
  });

  test("without a desired configuration replaces every instance by one of the group's own", () => {
    const scene = aScene();
    const before = [...scene.group().instances.keys()];
    scene.operations.StartInstanceRefresh({ AutoScalingGroupName: "web" });
    scene.until("Successful");
    expect([...scene.group().instances.keys()].filter((id) => before.includes(id))).toEqual([]);
    expect(scene.images()).toEqual({ [scene.old]: 4 });
    expect(scene.version()).toBe("1");
  });

  test("of an empty group succeeds at once", () => {
    const scene = aScene({ size: 0 });
    scene.start();
    scene.until("Successful", MINUTE_MS);
    expect(scene.version()).toBe("2");
  });

  test("of one instance has an outage, unless it may launch first", () => {
    const least = (preferences: Parameters<Scene["start"]>[0]) => {
      const scene = aScene({ size: 1 });
      let ready = 1;
      scene.region.watch(() => {
        ready = Math.min(ready, scene.ready());
      });
      scene.start(preferences);
      scene.until("Successful");
      return ready;
    };
    expect(least({})).toBe(0);
    expect(least({ MinHealthyPercentage: 100, MaxHealthyPercentage: 100 })).toBe(1);
    expect(least({ MinHealthyPercentage: 100, MaxHealthyPercentage: 110 })).toBe(1);
  });

  test("counts an instance as replaced only when it has warmed up", () => {
    const duration = (InstanceWarmup: number) => {
      const scene = aScene({ size: 2 });
      scene.start({ InstanceWarmup });
      scene.until("Successful");
      const { StartTime, EndTime } = scene.refresh();
      return Number(EndTime) - Number(StartTime);
    };
    // One at a time: two warm-ups, the second of them while the last old instance terminates.
    const warmups = duration(600) - duration(0);
    expect(warmups).toBeGreaterThan(19 * MINUTE_MS);
    expect(warmups).toBeLessThanOrEqual(20 * MINUTE_MS);
  });

  test("goes on with what is scaled out meanwhile, on the desired configuration", () => {
    const scene = aScene();
    scene.start();
    scene.region.pass(2 * MINUTE_MS);
    scene.operations.SetDesiredCapacity({ AutoScalingGroupName: "web", DesiredCapacity: 6 });
    scene.until("Successful");
    expect(scene.images()).toEqual({ [scene.fresh]: 6 });
  });

  test("goes on when the group is made smaller meanwhile", () => {
    const scene = aScene();
    scene.start();
    scene.region.pass(2 * MINUTE_MS);
    scene.operations.SetDesiredCapacity({ AutoScalingGroupName: "web", DesiredCapacity: 1 });
    scene.until("Successful");
    scene.region.pass(5 * MINUTE_MS);
    expect(scene.images()).toEqual({ [scene.fresh]: 1 });
  });

  test("to a mixed instances policy leaves the group with all of its types", () => {
    const scene = aScene();
    const policy = {
      LaunchTemplate: {
        LaunchTemplateSpecification: { LaunchTemplateName: "web", Version: "2" },
        Overrides: [{ InstanceType: "m7i.large" }, { InstanceType: "m6i.large" }],
      },
    };
    scene.start({}, { DesiredConfiguration: { MixedInstancesPolicy: policy } });
    scene.until("Successful");
    const [group] = scene.operations.DescribeAutoScalingGroups({}).AutoScalingGroups;
    expect(group?.LaunchTemplate).toBeUndefined();
    expect(group?.MixedInstancesPolicy?.LaunchTemplate).toMatchObject(policy.LaunchTemplate);
    expect(group?.Instances?.map(({ InstanceType }) => InstanceType).sort()).toEqual([
      "m6i.large",
      "m6i.large",
      "m7i.large",
      "m7i.large",
    ]);
    expect(scene.images()).toEqual({ [scene.fresh]: 4 });
  });
});

describe("checkpoints", () => {
  test("are told of, all but that of 100 percent, and waited at", () => {
    const scene = aScene();
    scene.start({ CheckpointPercentages: [50, 100], CheckpointDelay: 300 });
    scene.region.pass(30 * MINUTE_MS);
    const reached = like(scene, checkpoint);
    expect(refreshEvents(scene)).toEqual([
      like(scene, started),
      { ...reached, detail: { ...reached.detail, CheckpointPercentage: "50", CheckpointDelay: "300" } },
      like(scene, succeeded),
    ]);
  });

  test("hold the refresh up for as long as asked, and say until when", () => {
    const scene = aScene();
    scene.start({ CheckpointPercentages: [25, 100], CheckpointDelay: 7200 });
    scene.region.pass(HOUR_MS);
    const told = scene.region.events.at(-1);
    expect(told?.detail).toMatchObject({ CheckpointPercentage: "25", CheckpointDelay: "7200" });
    expect(scene.images()).toEqual({ [scene.old]: 3, [scene.fresh]: 1 });
    expect(scene.refresh()).toMatchObject({
      Status: "InProgress",
      PercentageComplete: 25,
      StatusReason: expect.stringContaining(new Date(Number(told?.at) + 2 * HOUR_MS).toISOString()),
    });
    scene.region.pass(2 * HOUR_MS);
    expect(scene.refresh().Status).toBe("Successful");
  });

  test("reached at once are told of once: the last of them", () => {
    const scene = aScene({ size: 2 });
    scene.start({ CheckpointPercentages: [10, 40, 100], CheckpointDelay: 60 });
    scene.until("Successful");
    const percentages = scene.region.events.flatMap(({ detail }) => detail.CheckpointPercentage ?? []);
    expect(percentages).toEqual(["40"]);
  });

  test("of which the last is below 100 leave the rest as it was", () => {
    const scene = aScene();
    scene.start({ CheckpointPercentages: [50], CheckpointDelay: 60 });
    scene.until("Successful");
    expect(scene.images()).toEqual({ [scene.old]: 2, [scene.fresh]: 2 });
  });
});

describe("baking", () => {
  test("begins when all is replaced, lasts as asked, and is told of", () => {
    const scene = aScene();
    scene.start({ BakeTime: 1800 });
    scene.until("Baking");
    const from = scene.region.clock.now();
    expect(scene.version()).toBe("1");
    scene.until("Successful");
    expect(Number(scene.refresh().EndTime) - from).toBeGreaterThanOrEqual(30 * MINUTE_MS - 1000);
    expect(Number(scene.refresh().EndTime) - from).toBeLessThanOrEqual(30 * MINUTE_MS);
    expect(refreshEvents(scene)).toEqual([like(scene, started), like(scene, baking), like(scene, succeeded)]);
  });
});

describe("skip matching", () => {
  test("leaves instances that are as desired already", () => {
    const scene = aScene();
    scene.start({ CheckpointPercentages: [50], CheckpointDelay: 60 });
    scene.until("Successful");
    const kept = [...scene.group().instances.values()].filter(({ imageId }) => imageId === scene.fresh);
    scene.start({ SkipMatching: true });
    scene.until("Successful");
    expect(scene.images()).toEqual({ [scene.fresh]: 4 });
    expect(kept.filter(({ id }) => !scene.group().instances.has(id))).toEqual([]);
  });

  test("with nothing left to do succeeds without replacing anything", () => {
    const scene = aScene();
    scene.start({}, { DesiredConfiguration: { LaunchTemplate: { LaunchTemplateName: "web", Version: "1" } } });
    scene.until("Successful");
    const before = [...scene.group().instances.keys()];
    scene.start(
      { SkipMatching: true },
      { DesiredConfiguration: { LaunchTemplate: { LaunchTemplateName: "web", Version: "1" } } },
    );
    scene.until("Successful", MINUTE_MS);
    expect([...scene.group().instances.keys()]).toEqual(before);
  });

  test("compares versions by number, so that $Latest that has moved on does not match", () => {
    const scene = aScene();
    scene.ec2.operations.CreateLaunchTemplateVersion({
      LaunchTemplateName: "web",
      LaunchTemplateData: { ImageId: scene.ec2.operations.RegisterImage({ Name: "base-3" }, call).ImageId },
    });
    scene.start(
      { SkipMatching: true },
      { DesiredConfiguration: { LaunchTemplate: { LaunchTemplateName: "web", Version: "$Latest" } } },
    );
    scene.until("Successful");
    expect(scene.images()[scene.old]).toBeUndefined();
  });
});
