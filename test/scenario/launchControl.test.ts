import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aGroup, oldImage, tagsOf, thumbnailsFleet } from "../support/fleets.ts";
import { aRegion, openRegion, type TestRegion } from "../support/region.ts";

const name = "base-al2023-arm64-2026.11.23";
const publish = (region: TestRegion) => region.register(name, { architecture: "arm64" });
const tagList = (environment: string) => Object.entries(tagsOf(environment)).map(([Key, Value]) => ({ Key, Value }));

describe("given groups of every kind in one environment, when an image is published", () => {
  let region: TestRegion;
  let image = "";
  beforeAll(async () => {
    region = await openRegion({
      fleet: thumbnailsFleet({
        images: [
          { name: "database-2026", architecture: "arm64" },
          { name: "base-al2023-arm64-gone", architecture: "arm64", state: "deregistered" },
        ],
        parameters: { "/golden/arm": oldImage },
        templates: {
          floating: { image: oldImage, instanceType: "c7g.large" },
          parameter: { image: "resolve:ssm:/golden/arm", instanceType: "c7g.large" },
          database: { image: "database-2026", instanceType: "r7g.large" },
          forgotten: { image: "base-al2023-arm64-gone", instanceType: "c7g.large" },
          spot: { image: oldImage, instanceType: "c6g.large" },
        },
        groups: {
          numbered: aGroup("development", { version: "3" }),
          latest: aGroup("development", { template: "floating", version: "$Latest" }),
          default: aGroup("development", { template: "floating", version: "$Default" }),
          parameter: aGroup("development", { template: "parameter" }),
          mixed: aGroup("development", {
            overrides: [{ instanceType: "c7g.large" }, { instanceType: "c6g.large", template: "spot" }],
          }),
          forgotten: aGroup("development", { template: "forgotten" }),
          stranger: aGroup("development", { template: "database" }),
          empty: aGroup("development", { size: 0 }),
          held: aGroup("development", {
            tags: { ...tagsOf("development"), "ami-refresh:hold": "load test until Friday" },
          }),
          suspended: aGroup("development"),
          "somebody-elses": aGroup("development", { tags: tagsOf("development", "search") }),
        },
      }),
    });
    const { operations } = region.services.autoScaling;
    operations.SuspendProcesses({ AutoScalingGroupName: "suspended", ScalingProcesses: ["Launch"] });
    operations.CreateLaunchConfiguration({
      LaunchConfigurationName: "from-2015",
      ImageId: region.services.ec2.images().find((one) => one.name === oldImage)?.id,
      InstanceType: "c7g.large",
    });
    const sizes = { MinSize: 1, MaxSize: 2, DesiredCapacity: 1, Tags: tagList("development") };
    operations.CreateAutoScalingGroup({
      AutoScalingGroupName: "ancient",
      LaunchConfigurationName: "from-2015",
      ...sizes,
    });
    operations.CreateAutoScalingGroup({
      AutoScalingGroupName: "by-attributes",
      MixedInstancesPolicy: {
        LaunchTemplate: {
          LaunchTemplateSpecification: { LaunchTemplateName: "thumbnails", Version: "1" },
          Overrides: [{ InstanceRequirements: { VCpuCount: { Min: 2 }, MemoryMiB: { Min: 4096 } } }],
        },
      },
      ...sizes,
    });
    image = publish(region);
    await region.settle();
  });
  afterAll(() => region.close());

  const outcome = (group: string) =>
    region.step("thumbnails", image, "development").groups.find((one) => one.name === group);
  const configuration = (group: string) => JSON.parse(JSON.stringify(region.group(group).configuration));

  test.each(["thumbnails-development", "numbered", "latest", "default", "parameter", "mixed", "forgotten"])(
    "then the group %s runs the image, after one refresh",
    (group) => {
      expect(outcome(group)).toMatchObject({ status: "succeeded", to: image });
      expect(region.imagesIn(group)).toEqual([image]);
      expect(region.refreshes(group)).toHaveLength(1);
    },
  );

  test.each(["numbered", "latest", "default", "parameter"])(
    "then the group %s is on a numbered version with the image written into it",
    (group) => {
      const { template } = configuration(group);
      expect(template.Version).toMatch(/^\d+$/);
      const resolved = region.services.ec2.resolveTemplate(template);
      expect(resolved.data.ImageId).toBe(image);
      // All else is as it was.
      expect(resolved.data.InstanceType).toBe("c7g.large");
    },
  );

  test("then the mixed group keeps its instance types, and its override its own template", () => {
    const { LaunchTemplate } = configuration("mixed").policy;
    expect(LaunchTemplate.Overrides.map((one: { InstanceType: string }) => one.InstanceType)).toEqual([
      "c7g.large",
      "c6g.large",
    ]);
    const own = LaunchTemplate.Overrides[1].LaunchTemplateSpecification;
    expect(own.LaunchTemplateName).toBe("spot");
    expect(region.services.ec2.resolveTemplate(own).data.ImageId).toBe(image);
    expect(configuration("mixed").policy.InstancesDistribution.OnDemandPercentageAboveBaseCapacity).toBe(50);
  });

  test("then what the templates launch for others stays as it is", () => {
    for (const { name: template, defaultVersion } of region.services.ec2.templates()) {
      expect([template, defaultVersion]).toEqual([template, 1]);
    }
  });

  test.each([
    { group: "stranger", reason: /runs database-2026: the name database-2026 does not match/ },
    { group: "empty", reason: /its desired capacity is 0/ },
    { group: "held", reason: /held by its tag ami-refresh:hold: load test until Friday/ },
    { group: "suspended", reason: /Launch suspended: instances cannot be replaced/ },
    { group: "ancient", reason: /launches from the launch configuration from-2015/ },
    { group: "by-attributes", reason: /chooses its instance types by their attributes/ },
  ])("then the group $group is left alone, and it is said why", ({ group, reason }) => {
    expect(outcome(group)).toMatchObject({ status: "left", reason: expect.stringMatching(reason) });
    expect(region.refreshes(group)).toEqual([]);
  });

  test("then a group with the tags of another service is not touched, and is not of the step", () => {
    expect(outcome("somebody-elses")).toBeUndefined();
    expect(region.refreshes("somebody-elses")).toEqual([]);
  });

  test("then the rollout goes on, for what is left alone is no failure", () => {
    expect(region.rollout("thumbnails", image).status).toBe("succeeded");
    expect(region.errors()).toEqual([]);
  });
});

test("given a service that says adopt, when an image is published, then its groups on strangers' images get it", async () => {
  const region = await aRegion({
    configuration: { services: { thumbnails: { development: { adopt: true } } } },
    fleet: thumbnailsFleet({
      images: [{ name: "database-2026", architecture: "arm64" }],
      templates: { database: { image: "database-2026", instanceType: "r7g.large" } },
      groups: { adopted: aGroup("development", { template: "database" }) },
    }),
  });
  const image = publish(region);
  await region.settle();
  expect(region.imagesIn("adopted")).toEqual([image]);
});

test("given a service that leaves floating templates alone, when an image is published, then its group on $Latest keeps its version", async () => {
  const region = await aRegion({
    configuration: { services: { thumbnails: { development: { template: "leave" } } } },
    fleet: thumbnailsFleet({ groups: { latest: aGroup("development", { version: "$Latest" }) } }),
  });
  const image = publish(region);
  await region.settle();
  expect(region.step("thumbnails", image, "development").groups).toMatchObject([
    { name: "latest", status: "left", reason: expect.stringContaining("the group takes $Latest") },
    { name: "thumbnails-development", status: "succeeded" },
  ]);
  expect(region.refreshes("latest")).toEqual([]);
});

test("given groups on the image or on a newer one, when an image is announced, then they are left and the rollout goes on", async () => {
  const region = await aRegion({
    fleet: thumbnailsFleet({
      images: [
        { name: "base-al2023-arm64-middle", architecture: "arm64", ageDays: 5 },
        { name: "base-al2023-arm64-newest", architecture: "arm64", ageDays: 1 },
      ],
      templates: {
        middle: { image: "base-al2023-arm64-middle", instanceType: "c7g.large" },
        newest: { image: "base-al2023-arm64-newest", instanceType: "c7g.large" },
      },
      groups: {
        "thumbnails-development": aGroup("development", { template: "middle" }),
        ahead: aGroup("development", { template: "newest" }),
      },
    }),
  });
  const image = region.services.ec2.images().find((one) => one.name === "base-al2023-arm64-middle")?.id ?? "";
  region.services.events.put({ source: "ami-refresh", "detail-type": "Image Published", detail: { ImageId: image } });
  await region.settle();
  expect(region.step("thumbnails", image, "development")).toMatchObject({
    status: "succeeded",
    groups: [
      { name: "ahead", status: "left", reason: expect.stringContaining("is newer than base-al2023-arm64-middle") },
      { name: "thumbnails-development", status: "left", reason: expect.stringContaining("already") },
    ],
  });
  expect(region.imagesIn("ahead")).not.toContain(image);
  expect(region.imagesIn("thumbnails-production")).toEqual([image]);
});

test("given a group that somebody is refreshing, when an image is published, then ours begins when theirs has ended", async () => {
  const region = await aRegion({ fleet: thumbnailsFleet() });
  region.services.autoScaling.operations.StartInstanceRefresh({ AutoScalingGroupName: "thumbnails-development" });
  await region.until("2026-11-23T09:01:00Z");
  const image = publish(region);
  await region.until("2026-11-23T09:02:00Z");
  expect(region.step("thumbnails", image, "development").groups).toMatchObject([
    { status: "waiting", reason: expect.stringContaining("another instance refresh") },
  ]);
  await region.settle();
  const [theirs, ours, ...others] = region.refreshes("thumbnails-development");
  expect(others).toEqual([]);
  expect(theirs?.state.status).toBe("Successful");
  expect(ours?.plan.startedAt).toBe(theirs?.state.endedAt);
  expect(region.rollout("thumbnails", image).status).toBe("succeeded");
});

test("given a refresh of ours, when somebody cancels it, then the step has failed and nothing goes further", async () => {
  const region = await aRegion({ fleet: thumbnailsFleet() });
  const image = publish(region);
  await region.until("2026-11-23T09:01:30Z");
  region.services.autoScaling.operations.CancelInstanceRefresh({ AutoScalingGroupName: "thumbnails-development" });
  await region.settle();
  const { status, reason } = region.step("thumbnails", image, "development");
  expect(status).toBe("failed");
  expect(reason).toContain("Cancelled due to user request");
  expect(region.refreshes("thumbnails-development")).toHaveLength(1);
  expect(region.step("thumbnails", image, "staging").status).toBe("skipped");
});

test("given a group that is deleted while it is refreshed, when we look, then the step has failed and says that the group is gone", async () => {
  const region = await aRegion({ fleet: thumbnailsFleet() });
  const image = publish(region);
  await region.until("2026-11-23T09:01:30Z");
  region.services.autoScaling.operations.DeleteAutoScalingGroup({
    AutoScalingGroupName: "thumbnails-development",
    ForceDelete: true,
  });
  await region.settle();
  expect(region.step("thumbnails", image, "development")).toMatchObject({
    status: "failed",
    reason: expect.stringContaining("the group thumbnails-development is gone"),
  });
});

test("given an environment without groups, when an image is published, then it is skipped with its reason and the next one goes on", async () => {
  const { groups, ...rest } = thumbnailsFleet();
  const { "thumbnails-staging": _, ...others } = groups ?? {};
  const region = await aRegion({ fleet: { ...rest, groups: others } });
  const image = publish(region);
  await region.settle();
  expect(region.step("thumbnails", image, "staging")).toMatchObject({
    status: "skipped",
    reason: "no group of thumbnails was found in staging",
  });
  expect(region.step("thumbnails", image, "production").status).toBe("succeeded");
});

test("given more groups than a page holds, when an image is published, then every one of them gets it", async () => {
  const many = Object.fromEntries(
    Array.from({ length: 105 }, (_, index) => [
      `cell-${String(index).padStart(3, "0")}`,
      aGroup("development", { size: 1 }),
    ]),
  );
  const region = await aRegion({
    fleet: thumbnailsFleet({ groups: many }),
    // Hundreds of events that say nothing new.
    faults: { event: ({ source }) => (source === "aws.autoscaling" ? "drop" : "deliver") },
  });
  const image = publish(region);
  await region.settle();
  expect(region.step("thumbnails", image, "development").groups).toHaveLength(106);
  expect(region.step("thumbnails", image, "development").status).toBe("succeeded");
  for (const group of Object.keys(many)) expect([group, region.imagesIn(group)]).toEqual([group, [image]]);
});
