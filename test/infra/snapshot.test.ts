import { expect, test } from "vitest";
import { ensurePlatform } from "../../packages/local/src/graph/ensurePlatform.ts";
import { hashOfInputs } from "../../packages/local/src/graph/inputs.ts";
import { defaultRegion, inRegion } from "../../packages/local/src/graph/loadGraph.ts";
import { rewriteSnapshot, snapshotOf } from "../../packages/local/src/graph/snapshot.ts";
import { synth } from "../../packages/local/src/graph/synth.ts";
import { wiringOf } from "../../packages/local/src/graph/wiringOf.ts";

const request = { stage: "local", config: "ami-refresh.yaml", region: defaultRegion };

test("the committed snapshot is what the stacks make of the example configuration, every time", async () => {
  await ensurePlatform(() => {});
  const committed = snapshotOf(hashOfInputs(request));
  expect(committed, `the snapshot is out of date; rewrite it with: ${rewriteSnapshot}`).toBeDefined();
  const [first, second] = [await synth(request), await synth(request)];
  expect(JSON.stringify(second)).toBe(JSON.stringify(first));
  expect(first, `the snapshot is out of date; rewrite it with: ${rewriteSnapshot}`).toEqual(committed);
}, 600_000);

test("the snapshot holds nothing of the machine that wrote it", () => {
  const text = JSON.stringify(snapshotOf(hashOfInputs(request)));
  expect(text).not.toContain(process.cwd());
  expect(text).not.toMatch(/"\/(home|Users|root|tmp|work)\//);
});

test("the region is wired in another Region from the snapshot as from a synthesis there", async () => {
  const elsewhere = await synth({ ...request, region: "us-east-1" });
  const committed = snapshotOf(hashOfInputs(request));
  if (!committed) throw new Error(`rewrite the snapshot: ${rewriteSnapshot}`);
  expect(wiringOf(inRegion(committed, "us-east-1"))).toEqual(wiringOf(elsewhere));
});
