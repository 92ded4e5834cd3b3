import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { cacheDirectory } from "../functions/cache.ts";
import { ensurePlatform } from "./ensurePlatform.ts";
import { GraphData } from "./graphData.ts";
import { hashOfInputs } from "./inputs.ts";
import { root } from "./platform.ts";
import { snapshotOf } from "./snapshot.ts";
import { type GraphRequest, synth } from "./synth.ts";

/**
 * The synthesised graph: the committed one, or one synthesised earlier, while their inputs are the same; else a new one,
 * for which SST's platform is installed if need be. Tells of what takes long by `say`.
 * @throws ConfigError, or SynthError if the stacks refuse the configuration.
 */
export async function loadGraph(
  request: Omit<GraphRequest, "region"> & { readonly region?: string; readonly say: (line: string) => void },
): Promise<GraphData> {
  const { stage, config, region = defaultRegion, say } = request;
  const committed = snapshotOf(hashOfInputs({ stage, config, region: defaultRegion }));
  if (committed) return inRegion(committed, region);
  const inputs = hashOfInputs({ stage, config, region });
  const cached = path.join(cacheDirectory(root), `graph-${inputs}.json`);
  if (existsSync(cached)) return GraphData.parse(JSON.parse(readFileSync(cached, "utf8")));
  await ensurePlatform(say);
  say(`Synthesising the stacks for ${config} (once for each change of its services, a few seconds) …`);
  const graph = await synth({ stage, config, region });
  keep(cached, graph);
  return graph;
}

export const defaultRegion = "eu-west-2";

/** The graph of the default Region as it would be in another: Regions are there in names and ARNs alone. */
export function inRegion(graph: GraphData, region: string): GraphData {
  if (region === graph.region) return graph;
  return GraphData.parse(JSON.parse(JSON.stringify(graph).replaceAll(graph.region, region)));
}

// Renamed into place, so that nobody reads half of it.
function keep(file: string, graph: GraphData) {
  mkdirSync(path.dirname(file), { recursive: true });
  const partial = `${file}.${process.pid}`;
  writeFileSync(partial, JSON.stringify(graph));
  renameSync(partial, file);
}
