import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { GraphData } from "./graphData.ts";
import { root } from "./platform.ts";

/** What a graph is synthesised for. */
export interface GraphRequest {
  readonly stage: string;
  /** The configuration file, absolute or relative to the repository. */
  readonly config: string;
  readonly region: string;
}

/** The stacks, or SST, refused; the message is theirs. */
export class SynthError extends Error {
  override readonly name = "SynthError";
  /** Is it the configuration that they refused? */
  readonly configuration: boolean;

  constructor(message: string, configuration: boolean) {
    super(message);
    this.configuration = configuration;
  }
}

/**
 * Runs sst.config.ts with SST's own components and without an account, and answers the resources that it asked for.
 * The same inputs give the same answer, byte for byte. Needs the platform (`ensurePlatform`).
 * @throws SynthError with the stacks' own message.
 */
export async function synth({ stage, config, region }: GraphRequest): Promise<GraphData> {
  const directory = mkdtempSync(path.join(tmpdir(), "ami-refresh-synth-"));
  const out = path.join(directory, "graph.json");
  // A graph must not depend on who synthesises it.
  const { NODE_OPTIONS: _options, ...inherited } = process.env;
  const env = { ...inherited, AWS_REGION: region, AMI_REFRESH_CONFIG: config };
  try {
    await run(["--enable-source-maps", path.join(import.meta.dirname, "program/main.ts"), stage, out], env);
    return GraphData.parse(JSON.parse(readFileSync(out, "utf8")));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function run(args: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { cwd: root, env, maxBuffer: 16 << 20 }, (error, _stdout, stderr) => {
      if (error) reject(new SynthError(stderr.trim() || error.message, error.code === 64));
      else resolve();
    });
  });
}
