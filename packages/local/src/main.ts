import { bearClosedPipe } from "@ami-refresh/core/adapters/closedPipe.ts";
import { ConfigError } from "@ami-refresh/core/config/problem.ts";
import { bundleFunctions } from "./functions/host.ts";
import { loadGraph } from "./graph/loadGraph.ts";
import { SynthError } from "./graph/synth.ts";
import { wiringOf } from "./graph/wiringOf.ts";
import { defaultPort, type Options, parseOptions, usage } from "./options.ts";
import { PortInUse } from "./region/server.ts";
import { begin } from "./run/begin.ts";
import { readInputs } from "./run/inputs.ts";
import { runLive } from "./run/live.ts";
import { runOnce } from "./run/once.ts";

// npm start: the local region.
const wrongInput = 64;
const unavailable = 69;

async function main(args: readonly string[]): Promise<number> {
  const parsed = parseOptions(args);
  if (parsed.kind === "help") {
    process.stdout.write(usage);
    return 0;
  }
  if (parsed.kind === "invalid") {
    process.stderr.write(`${parsed.problems.join("\n")}\nnpm start -- --help says what there is\n`);
    return wrongInput;
  }
  try {
    return await run(parsed.options);
  } catch (error) {
    const code = exitCodeOf(error);
    if (code === undefined) throw error;
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return code;
  }
}

async function run(options: Options): Promise<number> {
  // npm runs scripts in the repository, wherever its user is.
  const inputs = readInputs(options, process.env.INIT_CWD ?? process.cwd());
  const graph = await loadGraph({
    stage: "local",
    config: inputs.config,
    say: (line) => process.stderr.write(`${line}\n`),
    ...(process.env.AWS_REGION && { region: process.env.AWS_REGION }),
  });
  const wiring = wiringOf(graph);
  // Before the region is loaded: esbuild and the region together would take half as much memory again.
  await bundleFunctions(wiring.functions);
  const { startRegion } = await import("./region/region.ts");
  const region = await startRegion({
    wiring,
    policy: inputs.policy,
    ...(inputs.fleet && { fleet: inputs.fleet }),
    port: options.port ?? (options.once ? 0 : defaultPort),
    speed: options.speed,
    startAt: options.startAt ?? Date.now(),
  });
  const start = () => {
    begin(region, inputs);
    region.clock.start();
  };
  try {
    return await (options.once ? runOnce(region, options.json, start) : runLive(region, options.open, start));
  } finally {
    await region.close();
  }
}

function exitCodeOf(error: unknown): number | undefined {
  if (error instanceof ConfigError || (error instanceof SynthError && error.configuration)) return wrongInput;
  return error instanceof PortInUse ? unavailable : undefined;
}

bearClosedPipe(process.stdout);
process.exitCode = await main(process.argv.slice(2));
