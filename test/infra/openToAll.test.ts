import { beforeAll, expect, test } from "vitest";
import { ensurePlatform } from "../../packages/local/src/graph/ensurePlatform.ts";
import { all, graphOf, withConfig } from "./graphs.ts";

const fn = "aws:lambda/function:Function";
const config = `images: { base: { owners: [self], name: "base-*" } }
environments: { production: {} }
teams: { payments: { slack: "#payments" } }
operators: { publicConcurrency: 7 }
services: { checkout: { team: payments, image: base } }
`;

beforeAll(() => ensurePlatform(() => {}), 600_000);

/** Of which functions how many may run at a time. */
async function reservedIn(stage: string, file?: string) {
  const graph = await graphOf(stage, file);
  return all(graph, fn).flatMap(({ name, inputs }) =>
    inputs.reservedConcurrentExecutions === undefined ? [] : [`${name}: ${inputs.reservedConcurrentExecutions}`],
  );
}

test("nothing is reserved for any function unless the operators say so", async () => {
  expect(await reservedIn("production")).toEqual([]);
});

test("so much is reserved for each function with a URL of its own, and for no other", async () => {
  await withConfig(config, async (file) => {
    const graph = await graphOf("production", file);
    const open = all(graph, "aws:lambda/functionUrl:FunctionUrl").length;
    const reserved = await reservedIn("production", file);
    expect(reserved.toSorted()).toEqual(["InteractFunction: 7", "LinksFunction: 7"]);
    expect(reserved).toHaveLength(open);
  });
}, 180_000);
