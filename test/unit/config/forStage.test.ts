import { forStage } from "@ami-refresh/core/config/forStage.ts";
import { footprintOf } from "@ami-refresh/core/domain/footprint.ts";
import { describe, expect, test } from "vitest";
import { environmentOf, policyOf } from "./sketch.ts";

const sections = {
  teams:
    '{ payments: { slack: "#payments", email: [a@example.com, b@example.com] }, media: { slack: "#media" }, quiet: {} }',
  email: "{ from: ami-refresh@example.com }",
  operators: '{ email: platform@example.com, topic: "arn:aws:sns:eu-west-2:123456789012:pager" }',
  services:
    "{ checkout: { team: payments, image: base, environments: { production: { groups: [checkout-a, checkout-b] } } } }",
};

describe.each(["production", "local"])("the stage %s", (stage) => {
  test("is what the configuration says", () => {
    const policy = policyOf(sections);
    expect(forStage(policy, stage)).toBe(policy);
  });
});

describe("any other stage is a sandbox", () => {
  const sandbox = forStage(policyOf(sections), "dev-ana");

  test("that finds only groups that carry its tag beside the usual ones", () => {
    expect(environmentOf(sandbox, "checkout", "development").groups).toEqual({
      by: "tags",
      tags: { Service: "checkout", Environment: "development", "ami-refresh:stage": "dev-ana" },
    });
  });

  test("that puts its name before the names of groups", () => {
    expect(environmentOf(sandbox, "checkout", "production").groups).toEqual({
      by: "name",
      names: ["dev-ana-checkout-a", "dev-ana-checkout-b"],
    });
  });

  test("that tells nobody where no sandbox is configured", () => {
    expect(Object.values(sandbox.teams).map(({ slack, email }) => ({ slack, email }))).toEqual([
      { slack: undefined, email: [] },
      { slack: undefined, email: [] },
      { slack: undefined, email: [] },
    ]);
    expect(sandbox.operators).toBeUndefined();
  });

  test("that tells whom the sandbox names, of what a team would have been told", () => {
    const told = forStage(
      policyOf({ ...sections, sandbox: '{ slack: "#sandbox", email: ana@example.com }' }),
      "dev-ana",
    );
    expect(told.teams).toMatchObject({
      payments: { slack: "#sandbox", email: ["ana@example.com"] },
      media: { slack: "#sandbox", email: [] },
      quiet: { email: [] },
    });
    expect(told.teams.quiet).not.toHaveProperty("slack");
    expect(told.operators).toEqual({ email: ["ana@example.com"] });
  });

  test("that is traced as production is", () => {
    const traces = "arn:aws:lambda:eu-west-2:615299751070:layer:AWSOpenTelemetryDistroJs:6";
    const traced = forStage(policyOf({ ...sections, operators: `{ traces: "${traces}" }` }), "dev-ana");
    expect(traced.operators).toEqual({ email: [], traces });
  });

  test("whose functions that are open to the internet have a limit as those of production", () => {
    const limited = forStage(policyOf({ ...sections, operators: "{ publicConcurrency: 10 }" }), "dev-ana");
    expect(limited.operators).toEqual({ email: [], publicConcurrency: 10 });
  });

  test("whose deployment knows the tag, and that nobody reads mail", () => {
    expect(footprintOf(sandbox)).toMatchObject({ stageTag: { key: "ami-refresh:stage", value: "dev-ana" } });
    expect(footprintOf(sandbox)).not.toHaveProperty("mailReader");
    expect(footprintOf(policyOf(sections))).toMatchObject({ mailReader: "payments" });
    expect(footprintOf(policyOf(sections))).not.toHaveProperty("stageTag");
  });
});
