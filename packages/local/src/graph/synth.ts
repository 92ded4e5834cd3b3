import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { GraphData } from "./graphData.ts";
import { root } from "./platform.ts";

/** The stacks, or SST, refused; the message is theirs. */
export class SynthError extends Error {
  override readonly name = "SynthError";
}

/**
 * Runs sst.config.ts with SST's own components and without an account, and answers the resources that it asked for.
 * The same inputs give the same answer, byte for byte. Needs the platform (`ensurePlatform`).
 * `config`: the configuration file, absolute or relative to the repository.
 * @throws SynthError with the stacks' own message.
 */
export async function synth(request: { stage: string; config?: string; region?: string }): Promise<GraphData> {
  const directory = mkdtempSync(path.join(tmpdir(), "ami-refresh-synth-"));
  const out = path.join(directory, "graph.json");
  // A graph must not depend on who synthesises it: not on their Region, nor on their SST settings.
  const { AWS_REGION: _region, AMI_REFRESH_CONFIG: _config, NODE_OPTIONS: _options, ...inherited } = process.env;
  const env = {
    ...inherited,
    ...(request.region === undefined ? {} : { AWS_REGION: request.region }),
    ...(request.config === undefined ? {} : { AMI_REFRESH_CONFIG: request.config }),
  };
  try {
    await run(["--enable-source-maps", path.join(import.meta.dirname, "program/main.ts"), request.stage, out], env);
    return GraphData.parse(JSON.parse(readFileSync(out, "utf8")));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function run(args: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { cwd: root, env, maxBuffer: 16 << 20 }, (error, _stdout, stderr) => {
      if (error) reject(new SynthError(stderr.trim() || error.message));
      else resolve();
    });
  });
}
