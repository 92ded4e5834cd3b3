import { readFileSync } from "node:fs";
import { ConfigError } from "@ami-refresh/core/config/problem.ts";
import { readConfig } from "@ami-refresh/core/config/read.ts";
import { globMatches } from "@ami-refresh/core/domain/family.ts";
import { fleetFor } from "@ami-refresh/local/fleet/fleetFor.ts";
import { imageIdOf, parametersOf } from "@ami-refresh/local/fleet/imageIds.ts";
import { newestName, nextImage } from "@ami-refresh/local/fleet/nextImage.ts";
import { readFleet } from "@ami-refresh/local/fleet/readFleet.ts";
import { Fleet } from "@ami-refresh/local/fleet/schema.ts";
import { seedFleet } from "@ami-refresh/local/fleet/seed.ts";
import { autoScaling } from "@ami-refresh/local/services/autoscaling/autoScaling.ts";
import { groupViews } from "@ami-refresh/local/services/autoscaling/view.ts";
import { ec2 } from "@ami-refresh/local/services/ec2/ec2.ts";
import { describe, expect, test } from "vitest";
import { aRegion } from "../ec2/region.ts";

const policy = readConfig(readFileSync("ami-refresh.yaml", "utf8"), "ami-refresh.yaml");
const example = () => readFleet(readFileSync("ami-refresh.fleet.yaml", "utf8"), "ami-refresh.fleet.yaml");

function seeded(fleet: Fleet) {
  const region = aRegion();
  const parameters = new Map(parametersOf(fleet).map(({ name, value }) => [name, value]));
  const simulatedEc2 = ec2(region, { parameter: (name) => parameters.get(name) });
  const simulated = autoScaling(region, simulatedEc2);
  seedFleet(fleet, { ec2: simulatedEc2, autoScaling: simulated, now: region.clock.now() });
  return { region, ec2: simulatedEc2, autoScaling: simulated, groups: groupViews(simulated) };
}

/** Names of the groups that the configuration finds, by service and environment. */
function placed(fleet: Fleet): Record<string, string[]> {
  return Object.fromEntries(
    Object.values(policy.services).flatMap((service) =>
      service.environments.map(({ name, groups: selector }) => [
        `${service.name} ${name}`,
        Object.entries(fleet.groups)
          .filter(([group, { tags }]) =>
            selector.by === "name"
              ? selector.names.includes(group)
              : Object.entries(selector.tags).every(([key, value]) => tags[key] === value),
          )
          .map(([group]) => group),
      ]),
    ),
  );
}

describe("the example fleet", () => {
  test("has a group for every service and environment of the example configuration", () => {
    expect(placed(example())).toEqual({
      "checkout development": ["checkout-development"],
      "checkout staging": ["checkout-staging"],
      "checkout production": ["checkout-production"],
      "search development": ["search-development"],
      "search staging": ["search-staging"],
      "search production": ["search-production"],
      "thumbnails development": ["thumbnails-development"],
      "thumbnails staging": ["thumbnails-staging"],
      "thumbnails production": ["thumbnails-production"],
      "ledger development": ["ledger-development"],
      "ledger staging": ["ledger-staging"],
      "ledger production": ["ledger-prod-a", "ledger-prod-b"],
    });
  });

  test("is in service from the first moment, without an event", () => {
    const { groups, region } = seeded(example());
    region.settle();
    expect(region.events).toEqual([]);
    expect(groups.filter(({ instances }) => instances.some(({ state }) => state !== "InService"))).toEqual([]);
    expect(groups.map(({ name, instances }) => `${name} ${instances.length}`)).toContain("checkout-production 8");
  });

  test("runs images of the families, and one that is no longer there", () => {
    const { ec2 } = seeded(example());
    const names = ec2.operations.DescribeImages({ Owners: ["self"] }).Images.map(({ Name }) => Name);
    expect(names).toEqual(["base-al2023-x86_64-2026.11.03", "base-al2023-arm64-2026.11.03"]);
    const gone = example().images.find(({ state }) => state === "deregistered");
    expect(ec2.instances().filter(({ imageId }) => gone && imageId === imageIdOf(gone))).toHaveLength(2);
  });
});

describe("a fleet made up from a configuration", () => {
  test("has a group wherever the configuration looks for one", () => {
    const groups = placed(fleetFor(policy));
    expect(Object.values(groups).filter((found) => found.length === 0)).toEqual([]);
    expect(groups["ledger production"]).toEqual(["ledger-prod-a", "ledger-prod-b"]);
  });

  test("runs images that the families recognise, of their architecture", () => {
    const { groups, ec2 } = seeded(fleetFor(policy));
    const thumbnails = groups.find(({ name }) => name === "thumbnails-production");
    const image = ec2.images().find(({ id }) => id === thumbnails?.instances[0]?.imageId);
    expect(image).toMatchObject({ name: "base-al2023-arm64-previous", architecture: "arm64", owner: "123456789012" });
  });

  test("has a group per family where a service has several", () => {
    const { checkout, ...services } = policy.services;
    if (!checkout) throw new Error("the example has a service checkout");
    const both = { ...checkout, families: ["al2023-base", "al2023-base-arm"] };
    const { groups, templates } = fleetFor({ ...policy, services: { ...services, checkout: both } });
    expect(Object.keys(groups).filter((name) => name.startsWith("checkout-staging"))).toEqual([
      "checkout-staging-al2023-base",
      "checkout-staging-al2023-base-arm",
    ]);
    expect(templates["checkout-staging-al2023-base-arm"]?.image).toBe("base-al2023-arm64-previous");
  });
});

describe("the name of the next image", () => {
  const now = Date.parse("2026-11-25T10:00:00Z");
  const family = (namePattern: string) => ({ name: "base", owners: ["self"], namePattern, tags: {} });

  test.each([
    ["base-al2023-*", "base-al2023-2026.11.25"],
    ["*-base-v?-*", "-base-v0-2026.11.25"],
    ["golden", "golden"],
  ])("of %s is %s, which the pattern matches", (pattern, name) => {
    expect(newestName(family(pattern), now)).toBe(name);
    expect(globMatches(pattern, name)).toBe(true);
  });

  test("is another one where the first is taken", () => {
    const taken = new Set(["base-2026.11.25", "base-2026.11.25.2"]);
    expect(newestName(family("base-*"), now, taken)).toBe("base-2026.11.25.3");
  });

  test("comes with the owner, the architecture and the tags of the family", () => {
    const foreign = {
      ...family("base-*"),
      owners: ["111122223333"],
      architecture: "arm64",
      tags: { channel: "stable*" },
    };
    expect(nextImage(foreign, now)).toEqual({
      name: "base-2026.11.25",
      owner: "111122223333",
      architecture: "arm64",
      tags: { channel: "stable2026.11.25" },
    });
  });
});

describe("a fleet file", () => {
  const problemsOf = (text: string) => {
    try {
      readFleet(text, "a.fleet.yaml");
    } catch (error) {
      if (error instanceof ConfigError) return error.message.split("\n");
      throw error;
    }
    throw new Error("the fleet was taken");
  };

  test("tells of every value that is wrong at once, with its place and remedy", () => {
    expect(
      problemsOf(
        [
          "images:",
          "  - { name: base-1, architecture: arm }",
          "templates:",
          "  web: { image: base-1, instance: m7i.large }",
          "groups:",
          "  web-dev: { template: web, version: 3, size: -1 }",
        ].join("\n"),
      ),
    ).toEqual([
      'a.fleet.yaml:2:35 images[0].architecture: expected one of x86_64, arm64, found "arm": did you mean `arm64`?',
      "a.fleet.yaml:4:25 templates.web.instance: unknown key `instance`. The keys here are image, instanceType",
      'a.fleet.yaml:6:38 groups.web-dev.version: expected a number in quotes, $Latest or $Default, found 3. Put it in quotes: "3"',
      "a.fleet.yaml:6:47 groups.web-dev.size: expected 0 or more, found -1",
    ]);
  });

  test("tells of names that name nothing and of sizes outside their bounds", () => {
    expect(
      problemsOf(
        [
          "images: [{ name: base-1 }, { name: base-1 }]",
          "templates:",
          "  web: { image: base-2 }",
          "  api: { image: resolve:ssm:/golden }",
          "groups:",
          "  web-dev: { template: wep, size: 2, max: 1 }",
          "  web-pro: { template: web, size: 2, overrides: [{ instanceType: m7i.large, template: other }] }",
        ].join("\n"),
      ),
    ).toEqual([
      "a.fleet.yaml:1:36 images[1].name: the name base-1 is given twice. Give each image a name of its own",
      "a.fleet.yaml:3:17 templates.web.image: there is no image `base-2`: did you mean `base-1`?",
      "a.fleet.yaml:4:17 templates.api.image: there is no parameter `/golden`. There is no parameter in this file",
      "a.fleet.yaml:6:24 groups.web-dev.template: there is no launch template `wep`: did you mean `web`?",
      "a.fleet.yaml:6:43 groups.web-dev.max: the group's size, 2, is above its max, 1",
      "a.fleet.yaml:7:87 groups.web-pro.overrides[0].template: there is no launch template `other`. There are web, api",
    ]);
  });

  test("that is empty says what belongs there", () => {
    expect(problemsOf("")).toEqual([
      "a.fleet.yaml:1:1 the fleet is empty. It needs images, templates and groups; for an empty region say --fleet none",
    ]);
  });

  test("may begin groups on a parameter and on a version that is not the first", () => {
    const { groups, ec2 } = seeded(
      readFleet(
        [
          "images: [{ name: base-1, id: ami-0abcdef1234567890 }]",
          "parameters: { /golden: base-1 }",
          "templates: { web: { image: 'resolve:ssm:/golden' } }",
          "groups: { web: { template: web, version: '4', size: 1 } }",
        ].join("\n"),
        "a.fleet.yaml",
      ),
    );
    expect(groups[0]).toMatchObject({
      template: { name: "web", version: "4" },
      instances: [{ imageId: "ami-0abcdef1234567890", type: "m7i.large" }],
    });
    expect([...(ec2.templates()[0]?.versions.keys() ?? [])]).toEqual([1, 2, 3, 4]);
  });
});

test("every field of the file is explained in the documentation", () => {
  const page = readFileSync("docs/usage/local.md", "utf8");
  const fields = [
    ...Object.keys(Fleet.shape.images.element.shape),
    ...Object.keys(Fleet.shape.templates.valueType.shape),
    ...Object.keys(Fleet.shape.groups.valueType.shape),
    "parameters",
  ];
  expect(fields.filter((field) => !new RegExp(`\\b${field}\\b`).test(page))).toEqual([]);
});
