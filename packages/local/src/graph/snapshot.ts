import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { GraphData } from "./graphData.ts";
import { root } from "./platform.ts";

/** The command that makes the snapshot current. */
export const rewriteSnapshot = "npm run synth -- --stage local --write-snapshot";

/** Where the graph of the stage `local` and the example configuration is kept, so that a fresh clone needs no SST. */
export const snapshotFile = path.join(root, "packages/local/graph.snapshot.json");

/** The committed graph, if it was made of these inputs. */
export function snapshotOf(inputs: string): GraphData | undefined {
  if (!existsSync(snapshotFile)) return undefined;
  const snapshot = AnySnapshot.parse(JSON.parse(readFileSync(snapshotFile, "utf8")));
  return snapshot.inputs === inputs ? GraphData.parse(snapshot.graph) : undefined;
}
// The graph of other inputs may have another form.
const AnySnapshot = z.object({ inputs: z.string(), graph: z.unknown() });

export function writeSnapshot(inputs: string, graph: GraphData): void {
  writeFileSync(snapshotFile, `${render({ inputs, graph }, 5)}\n`);
}

/** JSON, below `depth` on one line: a diff of a graph can be reviewed when each input of a resource has its own. */
export function render(value: unknown, depth = 4, indent = ""): string {
  if (depth === 0 || typeof value !== "object" || value === null) return JSON.stringify(value);
  const inner = `${indent} `;
  const [open, close, items] = Array.isArray(value)
    ? ["[", "]", value.map((item) => render(item, depth - 1, inner))]
    : [
        "{",
        "}",
        Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${render(item, depth - 1, inner)}`),
      ];
  return items.length === 0 ? open + close : `${open}\n${inner}${items.join(`,\n${inner}`)}\n${indent}${close}`;
}
