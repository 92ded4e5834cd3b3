import { beforeEach, describe, expect, test } from "vitest";
import { aScene, MINUTE_MS, type Scene } from "./scene.ts";

let scene: Scene;
let operations: Scene["operations"];

beforeEach(() => {
  scene = aScene();
  operations = scene.operations;
});

const create = (
  AutoScalingGroupName: string,
  more: Partial<Parameters<typeof operations.CreateAutoScalingGroup>[0]> = {},
) =>
  operations.CreateAutoScalingGroup({
    AutoScalingGroupName,
    MinSize: 1,
    MaxSize: 5,
    DesiredCapacity: 2,
    LaunchTemplate: { LaunchTemplateName: "web", Version: "1" },
    ...more,
  });
const described = (name: string) => {
  const [found] = operations.DescribeAutoScalingGroups({ AutoScalingGroupNames: [name] }).AutoScalingGroups;
  if (!found) throw new Error(`there is no ${name}`);
  return found;
};
const lifecycles = (name: string) => described(name).Instances?.map(({ LifecycleState }) => LifecycleState);

describe("creating a group", () => {
  test("launches its instances, which come into service as time passes", () => {
    create("api");
    expect(lifecycles("api")).toEqual(["Pending", "Pending"]);
    scene.region.pass(5 * MINUTE_MS);
    expect(lifecycles("api")).toEqual(["InService", "InService"]);
    expect(described("api")).toMatchObject({
      DesiredCapacity: 2,
      LaunchTemplate: { LaunchTemplateName: "web", Version: "1" },
    });
    expect(new Set(described("api").Instances?.map(({ AvailabilityZone }) => AvailabilityZone)).size).toBe(2);
  });

  test("propagates its tags to the instances that ask for them", () => {
    create("api", {
      Tags: [
        { Key: "Service", Value: "api", PropagateAtLaunch: true },
        { Key: "cost", Value: "1", PropagateAtLaunch: false },
      ],
    });
    const instance = described("api").Instances?.[0]?.InstanceId ?? "";
    expect(scene.ec2.tagsOf(instance)).toEqual({ Service: "api", "aws:autoscaling:groupName": "api" });
  });

  test("keeps $Latest as it is written, while its instances name the number", () => {
    create("api", { LaunchTemplate: { LaunchTemplateName: "web", Version: "$Latest" } });
    expect(described("api").LaunchTemplate?.Version).toBe("$Latest");
    expect(described("api").Instances?.map(({ LaunchTemplate }) => LaunchTemplate?.Version)).toEqual(["2", "2"]);
  });

  test.each([
    ["a name that is taken", "web", {}, "AlreadyExists"],
    ["a minimum above the maximum", "api", { MinSize: 9 }, "ValidationError"],
    ["a size outside its bounds", "api", { DesiredCapacity: 9 }, "ValidationError"],
    ["an unknown version", "api", { LaunchTemplate: { LaunchTemplateName: "web", Version: "9" } }, "ValidationError"],
    ["an unknown template", "api", { LaunchTemplate: { LaunchTemplateName: "nobody" } }, "ValidationError"],
    ["a configuration too many", "api", { LaunchConfigurationName: "old" }, "ValidationError"],
    ["a tag of AWS's own", "api", { Tags: [{ Key: "aws:x", Value: "" }] }, "ValidationError"],
  ])("is refused with %s", (_, name, more, code) => {
    expect(() => create(name, more)).toThrow(expect.objectContaining({ code }));
    expect(operations.DescribeAutoScalingGroups({}).AutoScalingGroups).toHaveLength(1);
  });
});

describe("describing groups", () => {
  beforeEach(() => {
    for (const [service, environment] of [
      ["api", "dev"],
      ["api", "pro"],
      ["jobs", "dev"],
    ] as const) {
      create(`${service}-${environment}`, {
        Tags: [
          { Key: "Service", Value: service },
          { Key: "Environment", Value: environment },
        ],
      });
    }
  });
  const found = (...Filters: { Name: string; Values: string[] }[]) =>
    operations
      .DescribeAutoScalingGroups({ Filters })
      .AutoScalingGroups.map(({ AutoScalingGroupName }) => AutoScalingGroupName);

  test("by tags: every filter has to match, one of its values is enough, wildcards are plain text", () => {
    expect(found({ Name: "tag:Service", Values: ["api"] }, { Name: "tag:Environment", Values: ["pro"] })).toEqual([
      "api-pro",
    ]);
    expect(found({ Name: "tag:Service", Values: ["api", "jobs"] })).toHaveLength(3);
    expect(found({ Name: "tag-key", Values: ["Service"] })).toHaveLength(3);
    expect(found({ Name: "tag-value", Values: ["jobs"] })).toEqual(["jobs-dev"]);
    expect(found({ Name: "tag:Service", Values: ["a*"] })).toEqual([]);
    expect(() => found({ Name: "name", Values: ["api"] })).toThrow(/Filter type name is not correct/);
  });

  test("by page: each once", () => {
    const names: (string | undefined)[] = [];
    let NextToken: string | undefined;
    do {
      const answer = operations.DescribeAutoScalingGroups({ MaxRecords: 3, ...(NextToken && { NextToken }) });
      names.push(...answer.AutoScalingGroups.map(({ AutoScalingGroupName }) => AutoScalingGroupName));
      NextToken = answer.NextToken;
    } while (NextToken);
    expect(names).toEqual(["web", "api-dev", "api-pro", "jobs-dev"]);
  });

  test("by name: one that is not there is left out, no error", () => {
    expect(operations.DescribeAutoScalingGroups({ AutoScalingGroupNames: ["nobody"] }).AutoScalingGroups).toEqual([]);
  });

  test("their tags may be changed and listed", () => {
    const tag = { ResourceId: "api-dev", ResourceType: "auto-scaling-group", Key: "Service" };
    operations.CreateOrUpdateTags({ Tags: [{ ...tag, Value: "jobs" }] });
    expect(found({ Name: "tag:Service", Values: ["jobs"] })).toEqual(["api-dev", "jobs-dev"]);
    operations.DeleteTags({ Tags: [tag] });
    const of = operations.DescribeTags({ Filters: [{ Name: "auto-scaling-group", Values: ["api-dev"] }] }).Tags;
    expect(of.map(({ Key, Value }) => `${Key}=${Value}`)).toEqual(["Environment=dev"]);
  });
});

describe("a group", () => {
  test("grows and shrinks to its desired capacity, within its bounds", () => {
    operations.SetDesiredCapacity({ AutoScalingGroupName: "web", DesiredCapacity: 6 });
    scene.region.pass(5 * MINUTE_MS);
    expect(scene.ready()).toBe(6);
    operations.SetDesiredCapacity({ AutoScalingGroupName: "web", DesiredCapacity: 1 });
    scene.region.pass(5 * MINUTE_MS);
    expect(scene.ready()).toBe(1);
    expect(() => operations.SetDesiredCapacity({ AutoScalingGroupName: "web", DesiredCapacity: 9 })).toThrow(
      /above max/,
    );
  });

  test("replaces an instance that somebody ended in EC2", () => {
    const lost = described("web").Instances?.[0]?.InstanceId ?? "";
    scene.ec2.operations.TerminateInstances({ InstanceIds: [lost] });
    scene.region.pass(5 * MINUTE_MS);
    expect(scene.ready()).toBe(4);
    expect(scene.group().instances.has(lost)).toBe(false);
  });

  test("takes another template at its next launch; what runs stays", () => {
    operations.UpdateAutoScalingGroup({
      AutoScalingGroupName: "web",
      LaunchTemplate: { LaunchTemplateName: "web", Version: "2" },
      DesiredCapacity: 5,
    });
    scene.region.pass(5 * MINUTE_MS);
    expect(scene.images()).toEqual({ [scene.old]: 4, [scene.fresh]: 1 });
  });

  test("on $Latest leaks: a new version runs at the next launch", () => {
    create("api", { LaunchTemplate: { LaunchTemplateName: "web", Version: "$Latest" } });
    const version = scene.ec2.operations.CreateLaunchTemplateVersion({
      LaunchTemplateName: "web",
      SourceVersion: "1",
      LaunchTemplateData: { ImageId: scene.old },
    }).LaunchTemplateVersion.VersionNumber;
    operations.SetDesiredCapacity({ AutoScalingGroupName: "api", DesiredCapacity: 3 });
    expect(described("api").Instances?.map(({ LaunchTemplate }) => LaunchTemplate?.Version)).toEqual([
      "2",
      "2",
      String(version),
    ]);
  });

  test("is deleted with its instances when forced to, and otherwise not while it has any", () => {
    expect(() => operations.DeleteAutoScalingGroup({ AutoScalingGroupName: "web" })).toThrow(
      expect.objectContaining({ code: "ResourceInUse" }),
    );
    operations.DeleteAutoScalingGroup({ AutoScalingGroupName: "web", ForceDelete: true });
    expect(described("web").Status).toBe("Delete in progress");
    scene.region.pass(5 * MINUTE_MS);
    expect(operations.DescribeAutoScalingGroups({}).AutoScalingGroups).toEqual([]);
    expect(() => operations.DescribeInstanceRefreshes({ AutoScalingGroupName: "web" })).toThrow(/name not found/);
  });

  test("spreads over the types of its mixed instances policy, each from its own template", () => {
    scene.ec2.seedTemplate({
      name: "arm",
      versions: [{ ImageId: scene.ec2.seedImage({ name: "arm-1", architecture: "arm64" }), InstanceType: "m7g.large" }],
      createdAt: 0,
    });
    operations.CreateAutoScalingGroup({
      AutoScalingGroupName: "mixed",
      MinSize: 0,
      MaxSize: 4,
      DesiredCapacity: 4,
      MixedInstancesPolicy: {
        LaunchTemplate: {
          LaunchTemplateSpecification: { LaunchTemplateName: "web", Version: "1" },
          Overrides: [
            { InstanceType: "m7i.large" },
            { InstanceType: "m7g.large", LaunchTemplateSpecification: { LaunchTemplateName: "arm" } },
          ],
        },
      },
    });
    scene.region.pass(5 * MINUTE_MS);
    expect(
      described("mixed").Instances?.map((one) => `${one.InstanceType} ${one.LaunchTemplate?.LaunchTemplateName}`),
    ).toEqual(["m7i.large web", "m7g.large arm", "m7i.large web", "m7g.large arm"]);
  });
});
