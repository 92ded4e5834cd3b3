import { forStage } from "@ami-refresh/core/config/forStage.ts";
import { footprintOf } from "@ami-refresh/core/domain/footprint.ts";
import { describe, expect, test } from "vitest";
import { complaintOf, environmentOf, policyOf } from "./sketch.ts";

const images = (parameter: string) => `{ base: { owners: [self], name: "base-*", parameter: "${parameter}" } }`;

describe("a family's parameter", () => {
  const policy = policyOf({ images: images("/ami/{service}/{environment}/{family}") });

  test("is one for each service and environment", () => {
    expect(environmentOf(policy, "checkout", "development").imageParameters).toEqual({
      base: "/ami/checkout/development/base",
    });
    expect(environmentOf(policy, "checkout", "production").imageParameters).toEqual({
      base: "/ami/checkout/production/base",
    });
    expect(environmentOf(policyOf(), "checkout", "production")).not.toHaveProperty("imageParameters");
  });

  test("is what the stacks have to grant", () => {
    expect(footprintOf(policy).services).toMatchObject([
      { parameters: ["/ami/checkout/development/base", "/ami/checkout/production/base"] },
    ]);
    expect(footprintOf(policyOf()).services[0]).not.toHaveProperty("parameters");
  });

  test("is written by no sandbox", () => {
    expect(environmentOf(forStage(policy, "dev-ana"), "checkout", "production")).not.toHaveProperty("imageParameters");
    expect(environmentOf(forStage(policy, "production"), "checkout", "production")).toHaveProperty("imageParameters");
  });

  test.each([
    "/ami/{service}",
    "/ami/{environment}",
    "ami/{service}/{environment}",
    "/aws/{service}/{environment}",
    "/ssm/{service}/{environment}",
    "/ami/{service}/{environment}/{stage}",
    "/ami/{service}/{environment}/*",
    "/ami//{service}/{environment}",
  ])("%s is refused", (parameter) => {
    expect(complaintOf({ images: images(parameter) })).toMatch(
      /^images\.base\.parameter: expected the name of a parameter with \{service\} and \{environment\} in it/,
    );
  });

  test("has one writer", () => {
    const two = `{ base: { owners: [self], name: "base-*", parameter: "/ami/{service}/{environment}" }, arm: { owners: [self], name: "arm-*", parameter: "/ami/{service}/{environment}" } }`;
    const services = "{ checkout: { team: payments, image: [base, arm], environments: { development: false } } }";
    expect(complaintOf({ images: two, services })).toBe(
      "images.arm.parameter: /ami/checkout/production would be written for checkout in production (arm) as well as for checkout in production (base). Put {family} into it",
    );
  });

  test("is not the Slack token", () => {
    const services = "{ slack-token: { team: payments, image: base, environments: { development: false } } }";
    expect(complaintOf({ images: images("/ami-refresh/{environment}/{service}"), services })).toContain(
      "/ami-refresh/production/slack-token may be a secret of a stage. Begin it otherwise",
    );
  });
});
