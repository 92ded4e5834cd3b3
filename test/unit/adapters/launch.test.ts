import { desiredConfigurationOf, desiredOf, launchOf } from "@ami-refresh/core/adapters/aws/launch.ts";
import { desiredConfiguration } from "@ami-refresh/core/domain/launch/desired.ts";
import { describe, expect, it } from "vitest";

const base = "lt-0123456789abcdef0";
const arm = "lt-0123456789abcdef1";
const policy = {
  LaunchTemplate: {
    LaunchTemplateSpecification: { LaunchTemplateId: base, LaunchTemplateName: "base", Version: "3" },
    Overrides: [
      { InstanceType: "m7i.large", WeightedCapacity: "2" },
      {
        InstanceType: "m8g.large",
        WeightedCapacity: "3",
        LaunchTemplateSpecification: { LaunchTemplateId: arm, LaunchTemplateName: "arm", Version: "$Latest" },
      },
      { InstanceType: "c7i.large", ImageId: "ami-0123456789abcdef0" },
    ],
  },
  InstancesDistribution: { OnDemandBaseCapacity: 1, SpotAllocationStrategy: "price-capacity-optimized" },
};

describe("a mixed instances policy", () => {
  it("is read: its base, and what each override launches from", () => {
    expect(launchOf({ MixedInstancesPolicy: policy })).toEqual({
      kind: "mixed-instances",
      template: { id: base, version: "3" },
      overrides: [
        { instanceType: "m7i.large", attributeBased: false },
        { instanceType: "m8g.large", template: { id: arm, version: "$Latest" }, attributeBased: false },
        { instanceType: "c7i.large", imageId: "ami-0123456789abcdef0", attributeBased: false },
      ],
      policy,
    });
  });

  it("is carried over unchanged but for versions and images", () => {
    const launch = desiredOf({ MixedInstancesPolicy: policy });
    if (!launch) throw new Error("not read");
    const edits = [
      { place: "base" as const, version: 4 },
      { place: 1, createdBy: "token" },
      { place: 2, imageId: "ami-0fedcba9876543210" },
    ];
    const desired = desiredConfiguration(launch, edits, new Map([["token", 9]]));
    expect(desiredConfigurationOf(desired)).toEqual({
      MixedInstancesPolicy: {
        LaunchTemplate: {
          LaunchTemplateSpecification: { LaunchTemplateId: base, Version: "4" },
          Overrides: [
            { InstanceType: "m7i.large", WeightedCapacity: "2" },
            {
              InstanceType: "m8g.large",
              WeightedCapacity: "3",
              LaunchTemplateSpecification: { LaunchTemplateId: arm, Version: "9" },
            },
            { InstanceType: "c7i.large", ImageId: "ami-0fedcba9876543210" },
          ],
        },
        InstancesDistribution: policy.InstancesDistribution,
      },
    });
  });
});

describe("what a group launches from", () => {
  it("takes a template without a version for its default one", () => {
    expect(launchOf({ LaunchTemplate: { LaunchTemplateId: base } })).toEqual({
      kind: "launch-template",
      template: { id: base, version: "$Default" },
    });
  });

  it("may be a launch configuration", () => {
    expect(launchOf({ LaunchConfigurationName: "old" })).toEqual({ kind: "launch-configuration", name: "old" });
  });

  it("knows a group that chooses by attributes", () => {
    const launch = launchOf({
      MixedInstancesPolicy: {
        LaunchTemplate: {
          LaunchTemplateSpecification: { LaunchTemplateId: base, Version: "1" },
          Overrides: [{ InstanceRequirements: { VCpuCount: { Min: 2 }, MemoryMiB: { Min: 4096 } } }],
        },
      },
    });
    expect(launch).toMatchObject({ overrides: [{ attributeBased: true }] });
  });
});
