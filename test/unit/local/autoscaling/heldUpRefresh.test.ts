import { describe, expect, test } from "vitest";
import { aScene, MINUTE_MS, type Scene } from "./scene.ts";

describe("instances that are protected from scale-in", () => {
  const protect = (scene: Scene, ProtectedFromScaleIn: boolean) => {
    const [first = ""] = scene.group().instances.keys();
    scene.operations.SetInstanceProtection({ AutoScalingGroupName: "web", InstanceIds: [first], ProtectedFromScaleIn });
    return first;
  };

  test("are waited for, for an hour at most", () => {
    const scene = aScene();
    const held = protect(scene, true);
    scene.start();
    scene.until("Failed");
    expect(scene.refresh().StatusReason).toContain(`${held} is protected from scale in`);
    expect(scene.images()).toEqual({ [scene.old]: 1, [scene.fresh]: 3 });
  });

  test("are replaced as soon as they are released", () => {
    const scene = aScene();
    protect(scene, true);
    scene.start();
    scene.region.pass(20 * MINUTE_MS);
    protect(scene, false);
    scene.until("Successful");
    expect(scene.images()).toEqual({ [scene.fresh]: 4 });
  });

  test.each([
    ["Ignore", { old: 1, fresh: 3 }],
    ["Refresh", { old: 0, fresh: 4 }],
  ] as const)("with %s do not hold the refresh up", (ScaleInProtectedInstances, { old, fresh }) => {
    const scene = aScene();
    protect(scene, true);
    scene.start({ ScaleInProtectedInstances });
    scene.until("Successful");
    expect(scene.images()).toEqual({ ...(old > 0 && { [scene.old]: old }), [scene.fresh]: fresh });
  });
});

describe("instances in standby", () => {
  const standby = (scene: Scene) => {
    const [first = ""] = scene.group().instances.keys();
    scene.operations.EnterStandby({
      AutoScalingGroupName: "web",
      InstanceIds: [first],
      ShouldDecrementDesiredCapacity: true,
    });
    return first;
  };

  test("are waited for, for an hour at most", () => {
    const scene = aScene();
    const held = standby(scene);
    scene.start();
    scene.until("Failed");
    expect(scene.refresh().StatusReason).toContain(`${held} is in Standby`);
  });

  test("are replaced once they are back in service", () => {
    const scene = aScene();
    const held = standby(scene);
    scene.start();
    scene.region.pass(30 * MINUTE_MS);
    scene.operations.ExitStandby({ AutoScalingGroupName: "web", InstanceIds: [held] });
    scene.until("Successful");
    expect(scene.images()).toEqual({ [scene.fresh]: 4 });
  });

  test.each([
    ["Ignore", true],
    ["Terminate", false],
  ] as const)("with %s do not hold the refresh up", (StandbyInstances, stays) => {
    const scene = aScene();
    const held = standby(scene);
    scene.start({ StandbyInstances });
    scene.until("Successful");
    expect(scene.group().instances.has(held)).toBe(stays);
    expect(scene.images()[scene.fresh]).toBe(3);
  });
});

test.each(["Launch", "InstanceRefresh"])(
  "a suspended %s process holds the refresh up, and fails it after an hour",
  (process) => {
    const scene = aScene();
    scene.operations.SuspendProcesses({ AutoScalingGroupName: "web", ScalingProcesses: [process] });
    scene.start();
    scene.until("Failed");
    expect(scene.refresh().StatusReason).toContain("The Launch, the Terminate or the InstanceRefresh process");
    expect(scene.images()).toEqual({ [scene.old]: 4 });
  },
);
