import { beforeAll, expect, test } from "vitest";
import { ensurePlatform } from "../../packages/local/src/graph/ensurePlatform.ts";
import type { FunctionWiring, Wiring } from "../../packages/local/src/graph/wiring.ts";
import { wiringOf } from "../../packages/local/src/graph/wiringOf.ts";
import { functionFor, graphOf, roleOf, sendersTo, sourceOf, wiringOfStage, withConfig } from "./graphs.ts";

const topics = ["arn:aws:sns:eu-central-1:999999999999:changes", "arn:aws:sns:eu-west-2:123456789012:deploys"];
const configuration = `images: { base: { owners: [self], name: "base-*" } }
environments: { production: {} }
teams:
  payments:
    slack: "#payments"
    subscriptions:
      - { sns: "${topics[0]}" }
      - { sns: "${topics[1]}" }
      - { webhook: { url: "https://hooks.example.com/a", secret: changes } }
      - { webhook: { url: "https://hooks.example.org/b", secret: others } }
services: { checkout: { team: payments, image: base } }
`;

let wiring: Wiring;
beforeAll(async () => {
  await ensurePlatform(() => {});
  await withConfig(configuration, async (file) => {
    wiring = wiringOf(await graphOf("production", file));
  });
}, 600_000);

const allowed = (fn: FunctionWiring, action: string) =>
  roleOf(wiring, fn)
    .statements.filter(({ effect, actions }) => effect === "Allow" && actions.includes(action))
    .map(({ resources }) => resources);
const channel = (kind: string) => functionFor(wiring, "deliver", kind);

const parameter = (name: string) =>
  `arn:aws:ssm:eu-west-2:123456789012:parameter/ami-refresh/production/webhooks/${name}`;

test("who tells topics publishes to those of the configuration, and no others", () => {
  expect(allowed(channel("sns"), "sns:Publish")).toEqual([topics]);
  expect(allowed(channel("sns"), "ssm:GetParameter")).toEqual([]);
});

test("who calls webhooks reads the secrets that sign them, and nobody else does", () => {
  expect(allowed(channel("webhook"), "ssm:GetParameter")).toEqual([[parameter("changes"), parameter("others")]]);
  expect(allowed(channel("webhook"), "sns:Publish")).toEqual([]);
  for (const fn of wiring.functions) {
    if (fn.environment.CHANNEL === "webhook") continue;
    expect(JSON.stringify(allowed(fn, "ssm:GetParameter")), fn.name).not.toContain("webhooks");
  }
});

test("each has a queue that the fan-out fills, and a dead-letter queue", () => {
  for (const kind of ["sns", "webhook"]) {
    const queue = sourceOf(wiring, channel(kind));
    expect(queue.redrive).toBeDefined();
    expect(sendersTo(wiring, queue.arn).map(({ handler }) => handler)).toEqual([
      "packages/functions/src/notify.handler",
    ]);
  }
});

test("where nobody wants either, there is neither", async () => {
  const { functions } = await wiringOfStage("production");
  expect(functions.flatMap(({ environment }) => environment.CHANNEL ?? []).sort()).toEqual(["email", "slack"]);
});

test("no stage sends webhooks elsewhere than to where they are for: the local region alone does", async () => {
  const local = await withConfig(configuration, async (file) => wiringOf(await graphOf("local", file)));
  for (const fn of [...wiring.functions, ...local.functions]) expect(fn.environment).not.toHaveProperty("WEBHOOKS_URL");
  expect(local.functions.some(({ environment }) => environment.CHANNEL === "webhook")).toBe(true);
}, 600_000);
