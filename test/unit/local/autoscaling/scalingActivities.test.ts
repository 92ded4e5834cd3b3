import { beforeEach, describe, expect, test } from "vitest";
import { aScene, call, HOUR_MS, MINUTE_MS, type Scene } from "./scene.ts";

let scene: Scene;
let operations: Scene["operations"];

beforeEach(() => {
  scene = aScene();
  operations = scene.operations;
});

describe("scaling activities", () => {
  const activities = () => operations.DescribeScalingActivities({ AutoScalingGroupName: "web" }).Activities;

  test("tell of every launch and termination, latest first", () => {
    operations.SetDesiredCapacity({ AutoScalingGroupName: "web", DesiredCapacity: 5 });
    expect(activities()).toMatchObject([{ StatusCode: "InProgress", Progress: 50 }]);
    scene.region.pass(5 * MINUTE_MS);
    operations.SetDesiredCapacity({ AutoScalingGroupName: "web", DesiredCapacity: 4 });
    scene.region.pass(5 * MINUTE_MS);
    expect(activities().map(({ Description, StatusCode }) => `${Description?.split(":")[0]} ${StatusCode}`)).toEqual([
      "Terminating EC2 instance Successful",
      "Launching a new EC2 instance Successful",
    ]);
  });

  test.each([
    ["is gone", (image: string) => scene.ec2.operations.DeregisterImage({ ImageId: image }, call), /does not exist/],
    [
      "is of another architecture",
      () =>
        scene.ec2.operations.CreateLaunchTemplateVersion({
          LaunchTemplateName: "web",
          LaunchTemplateData: {
            ImageId: scene.ec2.seedImage({ name: "arm-1", architecture: "arm64" }),
            InstanceType: "m7i.large",
          },
        }),
      /architecture 'x86_64' of the specified instance type does not match/,
    ],
  ])("tell why nothing launches where the image %s, more and more rarely", (_, spoil, message) => {
    operations.UpdateAutoScalingGroup({
      AutoScalingGroupName: "web",
      LaunchTemplate: { LaunchTemplateName: "web", Version: "$Latest" },
    });
    spoil(scene.fresh);
    operations.SetDesiredCapacity({ AutoScalingGroupName: "web", DesiredCapacity: 6 });
    scene.region.pass(HOUR_MS);
    const failed = activities().filter(({ StatusCode }) => StatusCode === "Failed");
    expect(failed.length).toBeGreaterThan(3);
    expect(failed.length).toBeLessThan(10);
    expect(failed[0]?.StatusMessage).toMatch(message);
    expect(failed[0]?.Description).toMatch(/^Launching a new EC2 instance\. +Status Reason: /);
    expect(scene.ready()).toBe(4);
  });
});

describe("a suspended process", () => {
  const suspended = () =>
    operations
      .DescribeAutoScalingGroups({})
      .AutoScalingGroups.flatMap(({ SuspendedProcesses = [] }) =>
        SuspendedProcesses.map(({ ProcessName }) => ProcessName),
      );

  test("keeps the group from launching until it is resumed", () => {
    operations.SuspendProcesses({ AutoScalingGroupName: "web", ScalingProcesses: ["Launch"] });
    expect(suspended()).toEqual(["Launch"]);
    operations.SetDesiredCapacity({ AutoScalingGroupName: "web", DesiredCapacity: 6 });
    scene.region.pass(HOUR_MS);
    expect(scene.ready()).toBe(4);
    operations.ResumeProcesses({ AutoScalingGroupName: "web", ScalingProcesses: ["Launch"] });
    scene.region.pass(5 * MINUTE_MS);
    expect(scene.ready()).toBe(6);
  });

  test("has a name that AWS knows; without one all are meant", () => {
    expect(() => operations.SuspendProcesses({ AutoScalingGroupName: "web", ScalingProcesses: ["Lunch"] })).toThrow(
      "Invalid scaling process: Lunch",
    );
    operations.SuspendProcesses({ AutoScalingGroupName: "web" });
    expect(suspended()).toContain("Terminate");
  });
});
