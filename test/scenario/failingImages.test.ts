import { describe, expect, test } from "vitest";
import { aGroup, thumbnailsFleet } from "../support/fleets.ts";
import { aRegion, operator, type TestRegion } from "../support/region.ts";

const publish = (region: TestRegion, behaviour?: "fails-to-launch" | "unhealthy") =>
  region.register(`base-al2023-arm64-${behaviour ?? "good"}`, {
    architecture: "arm64",
    tags: behaviour ? { "ami-refresh:local": behaviour } : {},
  });

const oldIds = (region: TestRegion) =>
  region.services.ec2
    .images()
    .filter(({ name }) => name.endsWith("2026.11.01"))
    .map(({ id }) => id);

const template = (region: TestRegion, group: string) => {
  const { configuration } = region.group(group);
  return configuration.kind === "launch-template" ? configuration.template.Version : configuration.kind;
};

describe.each([
  { behaviour: "fails-to-launch", why: "Client.InternalError: Client error on launch" },
  { behaviour: "unhealthy", why: "could not replace any more instances for one hour" },
] as const)("given an image that is $behaviour, when it is published", ({ behaviour, why }) => {
  test("then the group is rolled back, no other environment starts, and the team hears why", async () => {
    const region = await aRegion({ fleet: thumbnailsFleet() });
    const image = publish(region, behaviour);
    await region.settle();

    const development = region.step("thumbnails", image, "development");
    expect(development.status).toBe("rolled-back");
    expect(development.groups).toMatchObject([{ name: "thumbnails-development", status: "rolled-back" }]);
    expect(development.reason).toContain(why);
    for (const environment of ["staging", "production"]) {
      expect(region.step("thumbnails", image, environment).status).toBe("skipped");
      expect(region.refreshes(`thumbnails-${environment}`)).toEqual([]);
    }
    expect(region.rollout("thumbnails", image).status).toBe("failed");

    expect(region.imagesIn("thumbnails-development")).toEqual(oldIds(region));
    expect(region.group("thumbnails-development").instances.size).toBe(2);
    expect(template(region, "thumbnails-development")).toBe("1");
    expect(region.refreshes("thumbnails-development")).toHaveLength(1);

    expect(region.told("slack")).toContain("step.failed thumbnails development");
    expect(region.told("slack")).not.toContain("rollout.completed thumbnails");
    expect(region.services.slack.messages().map(({ blocks }) => JSON.stringify(blocks))).toContainEqual(
      expect.stringContaining(why),
    );
    expect(region.services.mail.map(({ text }) => text)).toContainEqual(expect.stringContaining(why));
    expect(region.summary().deadLetters).toEqual({});
  });
});

test("given a service that does not want rollbacks, when its image does not launch, then the step has failed and the group keeps its own version", async () => {
  const region = await aRegion({
    configuration: { services: { thumbnails: { development: { refresh: { autoRollback: false } } } } },
    fleet: thumbnailsFleet(),
  });
  const image = publish(region, "fails-to-launch");
  await region.settle();
  expect(region.step("thumbnails", image, "development")).toMatchObject({
    status: "failed",
    groups: [{ status: "failed" }],
  });
  expect(template(region, "thumbnails-development")).toBe("1");
  expect(region.step("thumbnails", image, "staging").status).toBe("skipped");
});

test("given two groups of which one has a protected instance, when an image is published, then the step has failed and names that group alone", async () => {
  const region = await aRegion({
    fleet: thumbnailsFleet({
      groups: { "thumbnails-stuck": aGroup("development", { size: 1, max: 1 }) },
    }),
  });
  // Nobody may take an instance out of the group any more: its refresh waits for an hour and gives up.
  const [stuck] = region.group("thumbnails-stuck").instances.keys();
  region.services.autoScaling.operations.SetInstanceProtection({
    AutoScalingGroupName: "thumbnails-stuck",
    InstanceIds: [stuck ?? ""],
    ProtectedFromScaleIn: true,
  });
  const image = publish(region);
  await region.settle();
  const { status, reason, groups } = region.step("thumbnails", image, "development");
  expect(groups.map((group) => `${group.name} ${group.status}`)).toEqual([
    "thumbnails-development succeeded",
    "thumbnails-stuck rolled-back",
  ]);
  expect(status).toBe("rolled-back");
  expect(reason).toMatch(/^thumbnails-stuck: /);
  expect(region.step("thumbnails", image, "staging").status).toBe("skipped");
});

test("given an image that failed, when a better one is published, then it goes to every environment", async () => {
  const region = await aRegion({ fleet: thumbnailsFleet() });
  const bad = publish(region, "fails-to-launch");
  await region.settle();
  const good = publish(region);
  await region.settle();
  expect(region.rollout("thumbnails", bad).status).toBe("failed");
  expect(region.rollout("thumbnails", good).status).toBe("succeeded");
  expect(region.imagesIn("thumbnails-production")).toEqual([good]);
});

test("given an image that is being rolled out, when it is deregistered, then the step fails and what runs is left to run", async () => {
  const region = await aRegion({
    configuration: { environments: { staging: { delay: "1d" } } },
    fleet: thumbnailsFleet(),
  });
  const image = publish(region);
  await region.until("2026-11-23T12:00:00Z");
  region.services.ec2.operations.DeregisterImage({ ImageId: image }, operator);
  await region.settle();
  expect(region.step("thumbnails", image, "development").status).toBe("succeeded");
  const staging = region.step("thumbnails", image, "staging");
  expect(staging.status).toBe("failed");
  expect(staging.reason).toContain(`${image} cannot be described any more: was it deregistered?`);
  expect(region.refreshes("thumbnails-staging")).toEqual([]);
  expect(region.step("thumbnails", image, "production").status).toBe("skipped");
  expect(region.imagesIn("thumbnails-staging")).toEqual(oldIds(region));
});
