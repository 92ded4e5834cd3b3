import { beforeAll, expect, test } from "vitest";
import { ensurePlatform } from "../../packages/local/src/graph/ensurePlatform.ts";
import { wiringOf } from "../../packages/local/src/graph/wiringOf.ts";
import { all, graphOf, roleOf, withConfig } from "./graphs.ts";

const fn = "aws:lambda/function:Function";
const xray = ["xray:PutTraceSegments", "xray:PutTelemetryRecords"];
const layer = (name: string) => `arn:aws:lambda:eu-west-2:615299751070:layer:${name}`;
const configWith = (traces: string) => `images: { base: { owners: [self], name: "base-*" } }
environments: { production: {} }
teams: { payments: { slack: "#payments" } }
operators: { traces: "${traces}" }
services: { checkout: { team: payments, image: base } }
`;

beforeAll(() => ensurePlatform(() => {}), 600_000);

test("nothing is traced, and nobody may send traces, unless the operators say so", async () => {
  const graph = await graphOf("production");
  for (const { inputs } of all(graph, fn)) {
    expect(inputs.tracingConfig).toBeUndefined();
    expect(inputs.layers ?? []).toEqual([]);
    expect(JSON.stringify(inputs.environment)).not.toContain("AWS_LAMBDA_EXEC_WRAPPER");
  }
  expect(JSON.stringify(wiringOf(graph).roles)).not.toContain("xray:");
});

test.each([
  ["production", layer("AWSOpenTelemetryDistroJs:6"), "/opt/otel-instrument"],
  ["dev-ana", layer("aws-otel-nodejs-arm64-ver-1-30-2:1"), "/opt/otel-handler"],
])(
  "every function of %s is traced by the layer %s",
  async (stage, traces, wrapper) => {
    await withConfig(configWith(traces), async (file) => {
      const graph = await graphOf(stage, file);
      const wiring = wiringOf(graph);
      const functions = all(graph, fn);
      expect(functions).toHaveLength(wiring.functions.length);
      for (const { inputs } of functions) {
        expect(inputs).toMatchObject({ tracingConfig: { mode: "Active" }, layers: [traces] });
      }
      for (const one of wiring.functions) {
        expect(one.environment.AWS_LAMBDA_EXEC_WRAPPER).toBe(wrapper);
        const statements = roleOf(wiring, one).statements.filter(({ actions }) =>
          actions.some((a) => a.startsWith("xray")),
        );
        expect(statements).toMatchObject([{ actions: xray, resources: ["*"] }]);
        // Nothing that a function had is lost.
        expect(one.environment.SST_RESOURCE_App).toBeDefined();
      }
    });
  },
  60_000,
);
