import { describe, expect, test } from "vitest";
import { aScene, call, HOUR_MS, MINUTE_MS, type Scene } from "./scene.ts";

const failsToLaunch = { "ami-refresh:local": "fails-to-launch" };
const unhealthy = { "ami-refresh:local": "unhealthy" };

const failedActivities = (scene: Scene) =>
  scene.operations
    .DescribeScalingActivities({ AutoScalingGroupName: "web" })
    .Activities.filter(({ StatusCode }) => StatusCode === "Failed");

describe("an image that does not launch", () => {
  test("fails the refresh after an hour without progress; the group keeps its configuration", () => {
    const scene = aScene({ freshTags: failsToLaunch });
    scene.start();
    scene.until("Failed");
    const { StatusReason, StartTime, EndTime, PercentageComplete } = scene.refresh();
    expect(StatusReason).toMatch(/for one hour.*Launching failed: .*Client error on launch/);
    expect(Number(EndTime) - Number(StartTime)).toBeGreaterThanOrEqual(HOUR_MS);
    expect(Number(EndTime) - Number(StartTime)).toBeLessThan(2 * HOUR_MS);
    expect(PercentageComplete).toBe(0);
    expect(scene.told()).toEqual(["Started", "Failed"]);
    expect(scene.version()).toBe("1");
    expect(failedActivities(scene)[0]?.StatusMessage).toMatch(/Client error on launch/);
  });

  test("leaves the group as it was able to be: what was terminated for it comes back on the old image", () => {
    const scene = aScene({ freshTags: failsToLaunch });
    scene.start();
    scene.until("Failed");
    scene.region.pass(3 * HOUR_MS);
    expect(scene.images()).toEqual({ [scene.old]: 4 });
    expect(scene.ready()).toBe(4);
  });

  test("costs no instance where new ones are launched first", () => {
    const scene = aScene({ freshTags: failsToLaunch });
    let least = 4;
    scene.region.watch(() => {
      least = Math.min(least, scene.ready());
    });
    scene.start({ MinHealthyPercentage: 100, MaxHealthyPercentage: 110 });
    scene.until("Failed");
    expect(least).toBe(4);
  });

  test.each([
    ["deregistered", (scene: Scene) => scene.ec2.operations.DeregisterImage({ ImageId: scene.fresh }, call)],
    ["disabled", (scene: Scene) => scene.ec2.operations.DisableImage({ ImageId: scene.fresh }, call)],
  ])("for it was %s while the refresh ran", (_, spoil) => {
    const scene = aScene();
    scene.start();
    scene.region.pass(2 * MINUTE_MS);
    spoil(scene);
    scene.until("Failed");
    expect(failedActivities(scene).length).toBeGreaterThan(0);
    expect(scene.version()).toBe("1");
  });

  test("may be mended while the refresh still tries", () => {
    const scene = aScene({ freshTags: failsToLaunch });
    scene.start();
    scene.region.pass(10 * MINUTE_MS);
    scene.ec2.operations.DeleteTags({ Resources: [scene.fresh] });
    scene.until("Successful");
    expect(scene.images()).toEqual({ [scene.fresh]: 4 });
  });
});

describe("an image whose instances never become healthy", () => {
  test("fails the refresh: they are replaced again and again, to no avail", () => {
    const scene = aScene({ freshTags: unhealthy });
    scene.start();
    let rejected = "";
    scene.region.watch(() => {
      const { StatusReason = "" } = scene.refresh();
      if (StatusReason.includes("is unhealthy")) rejected = StatusReason;
    });
    scene.until("Failed");
    expect(rejected).toMatch(/For example: i-[0-9a-f]+ is unhealthy/);
    expect(scene.refresh().StatusReason).toMatch(/could not replace any more instances for one hour/);
    scene.region.pass(HOUR_MS);
    expect(scene.images()).toEqual({ [scene.old]: 4 });
  });
});

describe("with AutoRollback", () => {
  test.each([
    ["does not launch", failsToLaunch],
    ["is unhealthy", unhealthy],
  ])("an image that %s is rolled back by itself, and the group is as it was", (_, freshTags) => {
    const scene = aScene({ freshTags });
    scene.start({ AutoRollback: true });
    scene.until("RollbackSuccessful");
    expect(scene.told()).toEqual(["Started", "Rollback Started", "Rollback Succeeded"]);
    expect(scene.refresh().RollbackDetails).toMatchObject({
      RollbackReason: expect.stringMatching(/^Auto rollback: .*for one hour/),
      PercentageCompleteOnRollback: 0,
    });
    expect(scene.images()).toEqual({ [scene.old]: 4 });
    expect(scene.ready()).toBe(4);
    expect(scene.version()).toBe("1");
  });

  test("what was replaced already is replaced back", () => {
    const scene = aScene();
    scene.start({ AutoRollback: true });
    scene.region.pass(4 * MINUTE_MS);
    expect(scene.images()[scene.fresh]).toBeGreaterThan(0);
    scene.ec2.operations.CreateTags({
      Resources: [scene.fresh],
      Tags: [{ Key: "ami-refresh:local", Value: "fails-to-launch" }],
    });
    scene.until("RollbackSuccessful");
    expect(scene.images()).toEqual({ [scene.old]: 4 });
  });

  test("fails for good where the old image launches no more either", () => {
    const scene = aScene({ freshTags: failsToLaunch });
    scene.start({ AutoRollback: true });
    scene.region.pass(10 * MINUTE_MS);
    scene.ec2.operations.DeregisterImage({ ImageId: scene.old }, call);
    scene.until("RollbackFailed");
    expect(scene.told()).toEqual(["Started", "Rollback Started", "Rollback Failed"]);
  });
});

describe("a rollback on request", () => {
  test("takes the group back to where it was", () => {
    const scene = aScene();
    const id = scene.start();
    scene.region.pass(4 * MINUTE_MS);
    const done = scene.refresh().PercentageComplete;
    expect(done).toBeGreaterThan(0);
    expect(scene.operations.RollbackInstanceRefresh({ AutoScalingGroupName: "web" }).InstanceRefreshId).toBe(id);
    expect(scene.refresh().Status).toBe("RollbackInProgress");
    scene.until("RollbackSuccessful");
    expect(scene.told()).toEqual(["Started", "Rollback Started", "Rollback Succeeded"]);
    expect(scene.refresh().RollbackDetails?.PercentageCompleteOnRollback).toBe(done);
    expect(scene.images()).toEqual({ [scene.old]: 4 });
    expect(scene.version()).toBe("1");
  });

  test("is possible while it bakes", () => {
    const scene = aScene();
    scene.start({ BakeTime: 3600 });
    scene.until("Baking");
    scene.operations.RollbackInstanceRefresh({ AutoScalingGroupName: "web" });
    scene.until("RollbackSuccessful");
    expect(scene.images()).toEqual({ [scene.old]: 4 });
  });

  test("is refused without a desired configuration, and where it runs already", () => {
    const scene = aScene();
    const code = expect.objectContaining({ code: "IrreversibleInstanceRefresh" });
    scene.operations.StartInstanceRefresh({ AutoScalingGroupName: "web" });
    expect(() => scene.operations.RollbackInstanceRefresh({ AutoScalingGroupName: "web" })).toThrow(code);
    scene.until("Successful");
    scene.start();
    scene.region.pass(2 * MINUTE_MS);
    scene.operations.RollbackInstanceRefresh({ AutoScalingGroupName: "web" });
    expect(() => scene.operations.RollbackInstanceRefresh({ AutoScalingGroupName: "web" })).toThrow(code);
  });
});

describe("cancelling", () => {
  test("waits for what is on its way, and undoes nothing", () => {
    const scene = aScene();
    const id = scene.start();
    scene.region.pass(4 * MINUTE_MS);
    const replaced = scene.images()[scene.fresh] ?? 0;
    expect(replaced).toBeGreaterThan(0);
    expect(scene.operations.CancelInstanceRefresh({ AutoScalingGroupName: "web" }).InstanceRefreshId).toBe(id);
    expect(scene.refresh().Status).toBe("Cancelling");
    scene.until("Cancelled");
    expect(scene.told()).toEqual(["Started", "Cancelled"]);
    expect(scene.images()[scene.fresh]).toBe(replaced);
    expect(scene.version()).toBe("1");
    scene.region.pass(HOUR_MS);
    expect(scene.ready()).toBe(4);
    expect(scene.images()[scene.fresh]).toBeLessThanOrEqual(replaced);
  });

  test("does not wait where it is told not to", () => {
    const scene = aScene();
    scene.start();
    scene.region.pass(MINUTE_MS);
    scene.operations.CancelInstanceRefresh({ AutoScalingGroupName: "web", WaitForTransitioningInstances: false });
    expect(scene.refresh()).toMatchObject({ Status: "Cancelled", StatusReason: "Cancelled due to user request." });
    expect(scene.told()).toEqual(["Started", "Cancelled"]);
    expect(scene.start()).not.toBe("");
  });

  test("a refresh that is pending ends it before it has begun", () => {
    const scene = aScene();
    scene.start();
    scene.operations.CancelInstanceRefresh({ AutoScalingGroupName: "web" });
    scene.region.pass(HOUR_MS);
    expect(scene.refresh().Status).toBe("Cancelled");
    expect(scene.images()).toEqual({ [scene.old]: 4 });
  });
});

test("deleting the group ends everything, and nothing happens any more", () => {
  const scene = aScene();
  scene.start();
  scene.region.pass(2 * MINUTE_MS);
  scene.operations.DeleteAutoScalingGroup({ AutoScalingGroupName: "web", ForceDelete: true });
  scene.region.settle();
  expect(scene.autoScaling.groups()).toEqual([]);
  expect(scene.ec2.instances()).toEqual([]);
});
