import crypto from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import type { GraphData } from "../graphData.ts";
import { platform, root } from "../platform.ts";
import { awsMocks, type Mocks } from "./awsMocks.ts";
import { loadProgram } from "./bundle.ts";
import { loadPulumi } from "./pulumi.ts";
import { record } from "./recorder.ts";
import { startSstServer } from "./sstServer.ts";

// Run by synth.ts as a process of its own (SST and Pulumi keep their state in globals): STAGE and where the graph goes.
const [stage, out] = process.argv.slice(2);
if (stage === undefined || out === undefined) throw new Error("usage: main.ts STAGE OUT");

/** The account of AWS's documentation. */
const account = "123456789012";

// Pulumi replaces an error of a mock by one of its own; the first is the one to tell.
let cause: unknown;
const fail = (error: unknown) => {
  process.stderr.write(`${told(cause ?? error)}\n`);
  process.exit(isConfigError(cause ?? error) ? 64 : 1);
};
process.on("unhandledRejection", fail).on("uncaughtException", fail);

// Physical names end in random letters; here they must be the same in every run.
Object.assign(crypto, { randomBytes: (size: number) => Buffer.alloc(size) });
syncBuiltinESMExports();

const workspace = mkdtempSync(path.join(tmpdir(), "ami-refresh-sst-"));
process.once("exit", () => rmSync(workspace, { recursive: true, force: true }));
const { builds, url } = await startSstServer(workspace, account);
process.env.SST_SERVER = url;

Object.assign(globalThis, { $dev: false, $app: {}, $cli: { paths: { root } } });
const program = await loadProgram();
const app = { removal: "retain", protect: false, providers: {}, ...(await program.config.app({ stage })), stage };
const region = app.providers.aws?.region ?? "us-east-1";
Object.assign(globalThis, {
  $app: app,
  $cli: { command: "diff", state: { version: {} }, paths: { home: workspace, root, work: workspace, platform } },
});

const pulumi = loadPulumi();
await pulumi.runtime.setMocks(keepingCause(awsMocks(region, account)), app.name, stage, false, "organization");
const resources = record(pulumi.runtime.getMonitor(), `urn:pulumi:${stage}::${app.name}`, workspace);

// A program is complete when its event loop has nothing left to do, as for Pulumi itself.
let outputs: Record<string, unknown> = {};
process.once("beforeExit", () => {
  const graph: GraphData = {
    app: { name: app.name, stage, removal: app.removal, protect: app.protect },
    region,
    account,
    outputs,
    resources: [...resources.values()].sort((a, b) => (a.urn < b.urn ? -1 : 1)),
    builds: builds.sort((a, b) => (a.functionID < b.functionID ? -1 : 1)),
  };
  writeFileSync(out, JSON.stringify(graph));
});
outputs = await pulumi.runtime.runInPulumiStack(() => program.run(program.config.run));

function keepingCause(mocks: Mocks): Mocks {
  const kept =
    <A, R>(act: (argument: A) => R) =>
    (argument: A): R => {
      try {
        return act(argument);
      } catch (error) {
        cause ??= error;
        throw error;
      }
    };
  return { newResource: kept(mocks.newResource), call: kept(mocks.call) };
}

function isConfigError(error: unknown): boolean {
  return error instanceof Error && error.name === "ConfigError";
}

function told(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
