import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { readPolicy } from "@ami-refresh/core/adapters/configFile.ts";
import { forStage } from "@ami-refresh/core/config/forStage.ts";
import { footprintOf } from "@ami-refresh/core/domain/footprint.ts";
import { root, wantedVersion } from "./platform.ts";
import type { GraphRequest } from "./synth.ts";

// What decides the graph, beside the configuration's footprint: the stacks, and the program that runs them.
const sources = [
  "sst.config.ts",
  "stacks",
  "packages/local/src/graph/program",
  "packages/local/src/graph/graphData.ts",
];

/**
 * A hash of all that decides the graph: the same on every machine, whatever the files' times and the delays and windows
 * in the configuration.
 * @throws ConfigError
 */
export function hashOfInputs({ stage, config, region }: GraphRequest): string {
  const footprint = footprintOf(forStage(readPolicy(path.resolve(root, config)), stage));
  const hash = createHash("sha256");
  hash.update(JSON.stringify([stage, region, wantedVersion(), fromRoot(config), footprint]));
  for (const file of sources.flatMap(filesBelow).sort()) {
    hash.update(`\n${file}\n`).update(readFileSync(path.join(root, file), "utf8").replaceAll("\r\n", "\n"));
  }
  return hash.digest("hex");
}

/** The graph names the configuration file in this way. */
const fromRoot = (file: string) => path.relative(root, path.resolve(root, file)).replaceAll(path.sep, "/");

function filesBelow(source: string): string[] {
  if (path.extname(source) !== "") return [source];
  return readdirSync(path.join(root, source), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => fromRoot(path.join(entry.parentPath, entry.name)));
}
