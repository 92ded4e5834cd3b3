import { readFileSync } from "node:fs";
import path from "node:path";
import { otherServices } from "@ami-refresh/core/adapters/aws/otherServices.ts";
import type { SQSClient } from "@aws-sdk/client-sqs";
import { beforeAll, describe, expect, test } from "vitest";
import { ensurePlatform } from "../../packages/local/src/graph/ensurePlatform.ts";
import { root, wantedVersion } from "../../packages/local/src/graph/platform.ts";
import { wiringOf } from "../../packages/local/src/graph/wiringOf.ts";
import { anAwsClient } from "../support/awsClient.ts";
import { all, graphOf, withConfig } from "./graphs.ts";

const table = "aws:dynamodb/table:Table";
const logGroup = "aws:cloudwatch/logGroup:LogGroup";

beforeAll(() => ensurePlatform(() => {}), 600_000);

test("SST's own CLI is asked for in the version that the graph is synthesised with", () => {
  const pinned = /version: "([^"]+)"/.exec(readFileSync(path.join(root, "sst.config.ts"), "utf8"))?.[1];
  expect(pinned).toBe(wantedVersion());
});

describe("production", () => {
  test("cannot be removed by mistake, and keeps its table when it is", async () => {
    const graph = await graphOf("production");
    expect(graph.app).toMatchObject({ stage: "production", protect: true, removal: "retain" });
    const [rollouts] = all(graph, table);
    expect(rollouts?.inputs).toMatchObject({
      deletionProtectionEnabled: true,
      pointInTimeRecovery: { enabled: true },
      ttl: { attributeName: "expiresAt", enabled: true },
    });
    expect(rollouts?.options.retainOnDelete).toBe(true);
  });

  test("keeps its logs for a year", async () => {
    const graph = await graphOf("production");
    const groups = all(graph, logGroup);
    expect(groups).toHaveLength(wiringOf(graph).functions.length);
    for (const group of groups) expect(group.inputs.retentionInDays).toBeGreaterThanOrEqual(365);
  });
});

describe("a personal stage", () => {
  test("leaves nothing behind when it is removed", async () => {
    const graph = await graphOf("dev-ana");
    expect(graph.app).toMatchObject({ stage: "dev-ana", protect: false, removal: "remove" });
    expect(all(graph, table).map(({ inputs }) => inputs)).toMatchObject([
      { deletionProtectionEnabled: false, pointInTimeRecovery: { enabled: true } },
    ]);
    for (const group of all(graph, logGroup)) expect(group.inputs.retentionInDays).toBe(30);
    // A queue takes its policy with it.
    const kept = graph.resources.filter(
      ({ options, type }) => options.retainOnDelete && !type.endsWith(":QueuePolicy"),
    );
    expect(kept).toEqual([]);
  });

  test("shares no name with production", async () => {
    const names = async (stage: string) => namesIn(wiringOf(await graphOf(stage)));
    const inProduction = new Set(await names("production"));
    expect((await names("dev-ana")).filter((name) => inProduction.has(name))).toEqual([]);
  });
});

describe("services", () => {
  const images = `images:
  base: { owners: [self], name: "base-*", architecture: x86_64 }
  base-arm: { owners: [self], name: "arm-*", architecture: arm64 }
`;

  test("whose names look alike, or are as long as names may be, do not meet", async () => {
    const long = "a-service-with-a-name-as-long-as-a-name-may-be-in-this-product-";
    const services = ["checkout-api", "Checkout.Api", "checkoutApi", "checkout_api", `${long}1`, `${long}2`];
    const yaml = `${images}environments: { production: {} }
teams: { payments: { slack: "#payments" } }
services:
${services.map((name) => `  "${name}": { team: payments, image: base }`).join("\n")}
`;
    await withConfig(yaml, async (file) => {
      const wiring = wiringOf(await graphOf("a-stage-with-a-long-name", file));
      const deployed = wiring.functions.flatMap(({ environment }) => environment.SERVICE ?? []);
      expect(deployed.sort()).toEqual(services.sort());
      const names = namesIn(wiring);
      expect(new Set(names).size).toBe(names.length);
      for (const { name } of [...wiring.functions, ...wiring.roles, ...wiring.scheduleGroups, ...wiring.rules]) {
        expect(name.length).toBeLessThanOrEqual(64);
      }
      for (const { name } of wiring.queues) expect(name.length).toBeLessThanOrEqual(80);
      // The command line knows by the names of the queues which services were deployed.
      const QueueUrls = wiring.queues.map(({ name }) => `https://sqs.eu-west-2.amazonaws.com/123456789012/${name}`);
      const sqs = anAwsClient<SQSClient>({
        ListQueues: ({ QueueNamePrefix: prefix }) => ({
          QueueUrls: QueueUrls.filter((url) => url.includes(`/${prefix}`)),
        }),
      });
      expect(await otherServices(sqs, "a-stage-with-a-long-name", services)).toEqual({ undeployed: [], unnamed: 0 });
    });
  }, 180_000);

  test("follow each of their families", async () => {
    const yaml = `${images}environments: { production: {} }
teams: { payments: { slack: "#payments" }, media: { slack: "#media" } }
services:
  checkout: { team: payments, image: base }
  search: { team: media, image: [base, base-arm] }
`;
    await withConfig(yaml, async (file) => {
      const { subscriptions, functions } = wiringOf(await graphOf("test", file));
      expect(subscriptions.map(({ filter }) => filter?.policy.route)).toEqual([
        ["family:base", "service:checkout", "all"],
        ["family:base", "family:base-arm", "service:search", "all"],
      ]);
      expect(functions.filter(({ handler }) => handler.includes("refresh"))).toHaveLength(2);
      // Nobody wants mail: nobody may send any.
      expect(functions.some(({ environment }) => "SENDER" in environment)).toBe(false);
    });
  }, 180_000);

  test("that name more than fits into a role are refused, with the remedy; what just fits is deployed", async () => {
    const naming = (groups: number) => `${images}environments: { production: {} }
teams: { payments: {} }
services:
  checkout: { team: payments, image: base, groups: [${Array.from({ length: groups }, (_, i) => `checkout-${i}`)}] }
`;
    await withConfig(naming(60), async (file) => {
      await expect(graphOf("production", file)).rejects.toThrow(
        /service checkout names more groups.*Let it find groups by tags/,
      );
    });
    await withConfig(naming(49), async (file) => {
      const roles = all(await graphOf("production", file), "aws:iam/role:Role");
      const sizes = roles.map(({ inputs }) => JSON.stringify(inputs.inlinePolicies).length);
      expect(Math.max(...sizes)).toBeLessThan(10_240);
    });
  }, 180_000);

  test("of a team that wants mail need a sender", async () => {
    const yaml = `${images}environments: { production: {} }
teams: { payments: { email: payments@example.com } }
services: { checkout: { team: payments, image: base } }
`;
    await withConfig(yaml, async (file) => {
      await expect(graphOf("production", file)).rejects.toThrow(/team payments wants mail, but no sender is set\. Add/);
      // The local region sends no mail to anybody.
      const { functions } = wiringOf(await graphOf("local", file));
      expect(functions.flatMap(({ environment }) => environment.SENDER ?? [])).toEqual(["ami-refresh@example.com"]);
    });
  }, 180_000);
});

const namesIn = (wiring: ReturnType<typeof wiringOf>) =>
  [
    wiring.functions,
    wiring.queues,
    wiring.topics,
    wiring.buses,
    wiring.rules,
    wiring.roles,
    wiring.tables,
    wiring.scheduleGroups,
  ].flatMap((kind) => kind.map(({ name }) => name));
