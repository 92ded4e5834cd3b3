import { run } from "@ami-refresh/cli/run.ts";
import { Temporal } from "@ami-refresh/core/domain/temporal.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aRegion, openRegion, type TestRegion } from "../support/region.ts";

interface Told {
  readonly code: number;
  readonly err: string;
  /** `rule group` or `rule service environment`, sorted. */
  readonly rules: readonly string[];
  readonly json: Readonly<Record<string, unknown>>;
}

/** Runs a command of the CLI against a region, as a person of this machine would: by its address, without credentials. */
async function ask(region: Pick<TestRegion, "url">, ...args: readonly string[]): Promise<Told> {
  const said = { out: "", err: "" };
  const code = await run([...args, "--endpoint", region.url, "--json"], {
    out: (text) => (said.out += text),
    err: (text) => (said.err += text),
    now: () => Temporal.Instant.from("2026-11-23T09:00:00Z"),
    env: {},
    colour: false,
  });
  const json = JSON.parse(said.out);
  const findings: readonly { rule: string; about: readonly Readonly<Record<string, string>>[] }[] = json.findings ?? [];
  const rules = findings.flatMap(({ rule, about }) =>
    about.map(({ group, service, environment }) => [rule, group ?? `${service} ${environment}`].join(" ")),
  );
  return { code, err: said.err, rules: rules.sort(), json };
}

describe("given the example's fleet, the doctor", () => {
  let region: TestRegion;
  beforeAll(async () => {
    region = await openRegion({ configuration: "example", fleet: "example" });
  });
  afterAll(() => region.close());

  const autoScaling = () => region.services.autoScaling.operations;
  const version = (name: string, number: string) => ({ LaunchTemplateName: name, Version: number });

  test("finds what floats and what is gone, and exits 1", async () => {
    const { code, rules, json } = await ask(region, "doctor");
    expect(rules).toEqual([
      "floating-template search-development",
      "floating-template search-production",
      "no-rollback search-development",
      "no-rollback search-production",
      "vanished-image ledger-development",
    ]);
    expect(code).toBe(1);
    expect(json).toMatchObject({
      ok: false,
      account: "123456789012",
      region: "eu-west-2",
      looked: { services: 4, families: 2, groups: 13 },
      counts: { error: 0, warning: 3, note: 1 },
    });
  });

  test("only looks: it calls nothing that changes anything", async () => {
    await ask(region, "doctor");
    const { calls } = region.summary();
    expect(Object.keys(calls).filter((call) => !/:(Describe|Get|List|Query)/.test(call))).toEqual([]);
    expect(region.services.slack.messages()).toEqual([]);
  });

  test("has nothing left to say when its remedies were followed", async () => {
    const { UpdateAutoScalingGroup } = autoScaling();
    UpdateAutoScalingGroup({ AutoScalingGroupName: "search-development", LaunchTemplate: version("search", "7") });
    const Overrides = [
      { InstanceType: "c7i.xlarge" },
      { InstanceType: "r7i.large", LaunchTemplateSpecification: version("search-memory", "1") },
    ];
    UpdateAutoScalingGroup({
      AutoScalingGroupName: "search-production",
      MixedInstancesPolicy: { LaunchTemplate: { LaunchTemplateSpecification: version("search", "7"), Overrides } },
    });
    UpdateAutoScalingGroup({ AutoScalingGroupName: "ledger-development", LaunchTemplate: version("ledger", "3") });
    const { code, rules, json } = await ask(region, "doctor");
    expect(rules).toEqual([]);
    expect([code, json.ok]).toEqual([0, true]);
  });

  test("finds what people do to groups afterwards", async () => {
    const { CreateAutoScalingGroup, DeleteTags, SuspendProcesses, CreateLaunchConfiguration, SetInstanceProtection } =
      autoScaling();
    const bounds = { MinSize: 1, MaxSize: 2, AvailabilityZones: ["eu-west-2a"] };
    CreateLaunchConfiguration({ LaunchConfigurationName: "old", ImageId: "ami-0abcd123", InstanceType: "m5.large" });
    const tags = (service: string, environment: string) => [
      { Key: "Service", Value: service },
      { Key: "Environment", Value: environment },
    ];
    CreateAutoScalingGroup({
      ...bounds,
      AutoScalingGroupName: "old",
      LaunchConfigurationName: "old",
      Tags: tags("checkout", "staging"),
    });
    CreateAutoScalingGroup({
      ...bounds,
      AutoScalingGroupName: "typo",
      LaunchTemplate: version("checkout", "12"),
      Tags: tags("chekout", "staging"),
    });
    CreateAutoScalingGroup({ ...bounds, AutoScalingGroupName: "nobodys", LaunchTemplate: version("checkout", "12") });
    DeleteTags({
      Tags: [{ ResourceId: "thumbnails-staging", ResourceType: "auto-scaling-group", Key: "Environment" }],
    });
    SuspendProcesses({ AutoScalingGroupName: "checkout-staging", ScalingProcesses: ["Launch"] });
    const [protectedOne = ""] = [...region.group("checkout-production").instances.keys()];
    SetInstanceProtection({
      AutoScalingGroupName: "checkout-production",
      InstanceIds: [protectedOne],
      ProtectedFromScaleIn: true,
    });
    const { code, rules } = await ask(region, "doctor");
    expect(code).toBe(1);
    expect(rules).toEqual([
      "launch-configuration old",
      "missing-tag thumbnails-staging",
      "no-groups thumbnails staging",
      "outage old",
      "stuck-refresh checkout-production",
      "suspended-processes checkout-staging",
      "unclaimed-group nobodys",
      "unknown-tag typo",
    ]);
  });
});

describe("an image that is announced by hand", () => {
  const known = "base-al2023-arm64-2026.11.01";
  const fleet = {
    images: [
      { name: known, architecture: "arm64" as const },
      { name: "base-al2023-arm64-evil", architecture: "arm64" as const, owner: "999999999999" },
    ],
  };
  const idOf = (region: TestRegion, name: string) =>
    region.services.ec2.images().find((image) => image.name === name)?.id ?? "";

  test("is rolled out by the services of its family", async () => {
    const region = await aRegion({ configuration: "example", fleet });
    const image = idOf(region, known);
    // On this machine it is a week earlier.
    await region.until("2026-11-30T09:00:00Z");
    const { code, json } = await ask(region, "publish-image", image, "--stage", "local");
    expect(code).toBe(0);
    expect(json).toMatchObject({
      ok: true,
      image,
      name: known,
      taken: true,
      stages: ["local"],
      takers: [
        {
          service: "thumbnails",
          team: "media",
          family: "al2023-base-arm",
          steps: [{ environment: "development", dueAt: expect.stringMatching(/^2026-11-30/) }, {}, {}],
        },
      ],
    });
    await region.settle();
    expect(region.summary().rollouts.map(({ service, image: rolled }) => [service, rolled])).toEqual([
      ["thumbnails", image],
    ]);

    const again = await ask(region, "publish-image", image, "--stage", "local");
    const nothing = `${image} is known already: a repeated publication changes nothing`;
    expect(again.json).toMatchObject({
      isKnown: true,
      takers: [{ steps: ["development", "staging", "production"].map((environment) => ({ environment, nothing })) }],
    });
    await region.settle();
    expect(region.summary().rollouts).toHaveLength(1);
  });

  test("of a stranger is not announced, unless somebody insists; then it is rejected", async () => {
    const region = await aRegion({ configuration: "example", fleet });
    const image = idOf(region, "base-al2023-arm64-evil");
    const refused = await ask(region, "publish-image", image, "--stage", "local");
    expect(refused.code).toBe(1);
    expect(refused.json).toMatchObject({
      ok: false,
      taken: false,
      reason: `${image} belongs to account 999999999999, which is no owner of al2023-base-arm`,
      refusal: "nobody would take it",
    });
    const forced = await ask(region, "publish-image", image, "--stage", "local", "--force");
    expect(forced.code).toBe(0);
    await region.settle();
    expect(region.summary().rollouts).toEqual([]);
    expect(region.log.entries().map(({ message }) => message)).toContainEqual(
      expect.stringContaining(`rejected: ${image} belongs to account 999999999999`),
    );
  });

  test("to a stage that is not deployed goes nowhere", async () => {
    const region = await aRegion({ configuration: "example", fleet });
    const { code, json } = await ask(region, "publish-image", idOf(region, known), "--stage", "dev-ana");
    expect(code).toBe(1);
    expect(json).toMatchObject({ refusal: "no stage dev-ana is deployed here, but local" });
    expect(region.summary().calls).not.toHaveProperty(["events:PutEvents"]);
  });
});

test("an account that is not there is said to be so, with what to do, and exits 69", async () => {
  const { code, json } = await ask({ url: "http://127.0.0.1:1" }, "doctor");
  expect(code).toBe(69);
  expect(json).toMatchObject({
    ok: false,
    problems: [{ message: expect.stringMatching(/cannot be reached: .*ECONNREFUSED.*npm start/) }],
  });
});
