import { footprintOf } from "@ami-refresh/core/domain/footprint.ts";
import { describe, expect, test } from "vitest";
import { complaintOf, policyOf, productionWith } from "./sketch.ts";

describe("launch templates that may be given versions", () => {
  test.each([
    ["", { by: "tags", tags: { Service: "checkout" }, untagged: true }],
    ["launchTemplates: tagged", { by: "tags", tags: { Service: "checkout" }, untagged: false }],
    ["launchTemplates: { tags: { Team: payments } }", { by: "tags", tags: { Team: "payments" }, untagged: false }],
    ["launchTemplates: [lt-0abcd1234ef567890]", { by: "id", ids: ["lt-0abcd1234ef567890"] }],
  ])("with `%s`", (settings, expected) => {
    expect(productionWith(settings).launchTemplates).toEqual(expected);
  });

  test("carry the tag by which the service's groups are found", () => {
    expect(
      productionWith("groups: { tags: { app: shop } }, launchTemplates: tagged", { tags: "{ service: app }" })
        .launchTemplates,
    ).toEqual({ by: "tags", tags: { app: "shop" }, untagged: false });
  });

  test.each(["lt-*", "checkout", "'*'"])("are no pattern and no name: %s", (id) => {
    const services = `{ checkout: { team: payments, image: base, launchTemplates: [${id}] } }`;
    expect(complaintOf({ services })).toContain("the id of a launch template such as lt-0abcd1234ef567890");
  });
});

describe("instance roles", () => {
  test("are none where nothing is said", () => {
    expect(productionWith("").instanceRoles).toEqual([]);
  });

  test.each(["checkout", "payments/checkout-InstanceRole-*", "App_Role+=,.@-"])("may be %s", (role) => {
    expect(productionWith(`instanceRoles: ["${role}"]`).instanceRoles).toEqual([role]);
  });

  test.each(["*", "abc*", "*-instance", "a*b", "/checkout", "che$x", "arn:aws:iam::123456789012:role/checkout"])(
    "are not %s",
    (role) => {
      const services = `{ checkout: { team: payments, image: base, instanceRoles: ["${role}"] } }`;
      expect(complaintOf({ services })).toContain("the name of an IAM role");
    },
  );
});

describe("what a service's role depends on", () => {
  const services = `{ checkout: { team: payments, image: [arm, base], template: leave, instanceRoles: [web],
    environments: { production: { launchTemplates: tagged, instanceRoles: [web, batch] } } } }`;
  const images = '{ base: { owners: [self], name: "b-*" }, arm: { owners: ["123456789012", self], name: "a-*" } }';

  test("is put together from its environments", () => {
    const [checkout] = footprintOf(policyOf({ images, services })).services;
    expect(checkout).toMatchObject({
      imageOwners: ["123456789012", "self"],
      launchTemplates: [
        { by: "tags", tags: { Service: "checkout" }, untagged: true },
        { by: "tags", tags: { Service: "checkout" }, untagged: false },
      ],
      instanceRoles: ["batch", "web"],
      pins: false,
    });
  });
});

test.each([
  "{ topic: operators }",
  "{ topic: 'arn:aws:sqs:eu-west-2:123456789012:q' }",
  "{ email: nobody }",
  "{ traces: AWSOpenTelemetryDistroJs }",
  "{ publicConcurrency: 0 }",
  "{ publicConcurrency: 1.5 }",
  "{ publicConcurrency: 1001 }",
])("operators cannot say %s", (operators) => {
  expect(complaintOf({ operators })).toMatch(/operators\.(topic|email|traces|publicConcurrency)/);
});
