import path from "node:path";
import { encodePolicy } from "@ami-refresh/core/adapters/policyFile.ts";
import type { Policy } from "@ami-refresh/core/domain/policy.ts";
import type { LogEntry } from "../context.ts";
import { root as repository } from "../graph/platform.ts";
import type { FunctionWiring } from "../graph/wiring.ts";
import { type Bundles, bundle } from "./bundle.ts";
import { cacheDirectory } from "./cache.ts";
import { logEntryOf } from "./consoleLine.ts";
import { environmentOf } from "./environment.ts";
import { createPool } from "./pool.ts";
import type { Outcome } from "./protocol.ts";
import { makeTaskRoot, type TaskRoot } from "./taskRoot.ts";
import { startThread, type Thread } from "./thread.ts";

/** Runs the functions of the graph, each in worker threads of its own, as Lambda would. */
export interface FunctionHost {
  /** Waits for a free worker (a cold one is started if need be), hands it the event and answers how it went. */
  invoke(functionName: string, payload: string): Promise<Outcome>;
  /** Ends the workers of a function that are handling an event: their invocations fail. */
  crash(functionName: string): Promise<void>;
  /** How many workers live. */
  warm(): number;
  /** Ends every worker, whatever it is doing, and removes the task roots. */
  close(): Promise<void>;
}

export interface HostOptions {
  readonly functions: readonly FunctionWiring[];
  /** What the functions are configured with. */
  readonly policy: Policy;
  readonly region: string;
  /** Address of the local region. */
  readonly endpoint: string;
  readonly time: SharedArrayBuffer;
  readonly log: (entry: LogEntry) => void;
  /** Handlers and the files to ship are relative to it; the repository. */
  readonly root?: string;
  /** Workers at once; each takes some 40 MB. */
  readonly workers?: number;
  /** Workers at once of one function. */
  readonly concurrency?: number;
}

const bootstrap = path.join(import.meta.dirname, "worker.ts");

/** @throws if a handler's file is missing or does not bundle, or the endpoint is not on this machine. */
export async function startHost(options: HostOptions): Promise<FunctionHost> {
  const root = options.root ?? repository;
  const functions = new Map(options.functions.map((wiring) => [wiring.name, wiring]));
  const bundles = await bundleFunctions(options.functions, root);
  const taskRoots = new Map<string, TaskRoot>();
  const policy = encodePolicy(options.policy);

  const taskRootOf = (wiring: FunctionWiring): TaskRoot => {
    const made = taskRoots.get(wiring.name) ?? makeTaskRoot(wiring.copyFiles, root, policy);
    taskRoots.set(wiring.name, made);
    return made;
  };

  const start = (name: string): Thread => {
    const wiring = known(functions, name);
    const { file, handler } = source(wiring, root);
    return startThread({
      bootstrap: bundled(bundles, bootstrap),
      task: {
        bundle: bundled(bundles, file),
        export: handler,
        functionName: name,
        functionArn: wiring.arn,
        memoryMb: wiring.memoryMb,
        time: options.time,
        compileCache: path.join(cacheDirectory(repository), "compiled"),
      },
      environment: environmentOf(wiring, {
        region: options.region,
        endpoint: options.endpoint,
        taskRoot: taskRootOf(wiring).directory,
        functions: options.functions,
      }),
      timeoutSeconds: wiring.timeoutSeconds,
      say: (line) => {
        const entry = logEntryOf(name, line);
        if (entry) options.log(entry);
      },
    });
  };

  const pool = createPool<Thread>({
    start,
    size: options.workers ?? 7,
    sizeOf: () => options.concurrency ?? 2,
  });

  return {
    async invoke(name, payload) {
      known(functions, name);
      const outcome = await pool.lend(name, (thread) => thread.invoke(payload));
      if (outcome.kind === "failed") {
        const { errorType, errorMessage, trace } = outcome.error;
        options.log({ level: "error", from: name, message: `${errorType}: ${errorMessage}`, fields: { trace } });
      }
      return outcome;
    },
    async crash(name) {
      await Promise.all(pool.busy(name).map((thread) => thread.close()));
    },
    warm: () => pool.living(),
    async close() {
      await pool.close();
      for (const taskRoot of taskRoots.values()) taskRoot.close();
    },
  };
}

/** Bundles the functions, and what starts them in a worker; what is bundled already is not bundled again. */
export const bundleFunctions = (functions: readonly FunctionWiring[], root = repository): Promise<Bundles> =>
  bundle([bootstrap, ...new Set(functions.map((wiring) => source(wiring, root).file))], root);

/** `packages/functions/src/publish.handler` → the TypeScript file and the export. */
function source(wiring: FunctionWiring, root: string): { file: string; handler: string } {
  const { dir, name, ext } = path.parse(wiring.handler);
  return { file: path.resolve(root, dir, `${name}.ts`), handler: ext.slice(1) };
}

function known(functions: ReadonlyMap<string, FunctionWiring>, name: string): FunctionWiring {
  const wiring = functions.get(name);
  if (!wiring) throw new Error(`there is no function ${name}; there are ${[...functions.keys()].join(", ")}`);
  return wiring;
}

function bundled(bundles: Bundles, entry: string): string {
  const file = bundles.get(entry);
  if (!file) throw new Error(`${entry} was not bundled`);
  return file;
}
