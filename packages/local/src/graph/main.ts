import path from "node:path";
import { bearClosedPipe } from "@ami-refresh/core/adapters/closedPipe.ts";
import { ConfigError } from "@ami-refresh/core/config/problem.ts";
import { ensurePlatform } from "./ensurePlatform.ts";
import { hashOfInputs } from "./inputs.ts";
import { defaultRegion } from "./loadGraph.ts";
import { render, writeSnapshot } from "./snapshot.ts";
import { SynthError, synth } from "./synth.ts";
import { parseSynthOptions, usage } from "./synthOptions.ts";

// npm run synth: prints the resource graph of a stage.
const ok = 0;
const failed = 1;
const wrongInput = 64;

async function main(args: readonly string[]): Promise<number> {
  const parsed = parseSynthOptions(args);
  if (parsed.kind === "help") {
    process.stdout.write(usage);
    return ok;
  }
  if (parsed.kind === "invalid") {
    process.stderr.write(`${parsed.problems.join("\n")}\nnpm run synth -- --help says what there is\n`);
    return wrongInput;
  }
  const { stage, config, region = defaultRegion, writesSnapshot } = parsed.options;
  const request = { stage, config: absolute(config), region };
  try {
    const inputs = hashOfInputs(request);
    await ensurePlatform();
    const graph = await synth(request);
    if (writesSnapshot) writeSnapshot(inputs, graph);
    else await print(`${render(graph)}\n`);
    return ok;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    const theirs = error instanceof ConfigError || (error instanceof SynthError && error.configuration);
    return theirs ? wrongInput : failed;
  }
}

// npm runs scripts in the repository, wherever its user is.
const absolute = (file: string | undefined) =>
  file === undefined ? "ami-refresh.yaml" : path.resolve(process.env.INIT_CWD ?? process.cwd(), file);

const print = (text: string) => new Promise<void>((resolve) => process.stdout.write(text, () => resolve()));

bearClosedPipe(process.stdout);
process.exitCode = await main(process.argv.slice(2));
