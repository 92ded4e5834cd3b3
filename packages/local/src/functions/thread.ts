import { randomUUID } from "node:crypto";
import { Worker } from "node:worker_threads";
import type { ConsoleLine, FromWorker, FunctionError, Invocation, Outcome, Task } from "./protocol.ts";
import { functionError } from "./protocol.ts";

/** One running copy of a function. It handles one event at a time. */
export interface Thread {
  invoke(payload: string): Promise<Outcome>;
  /** False once it has died, or is of no further use. */
  alive(): boolean;
  close(): Promise<void>;
}

export interface ThreadOptions {
  readonly task: Task;
  readonly bootstrap: string;
  readonly environment: Readonly<Record<string, string>>;
  /** In real seconds. */
  readonly timeoutSeconds: number;
  readonly say: (line: Pick<ConsoleLine, "level" | "text">) => void;
}

export function startThread(options: ThreadOptions): Thread {
  const worker = new Worker(options.bootstrap, {
    workerData: options.task,
    env: { ...options.environment },
    name: options.task.functionName,
    stdin: false,
    stdout: true,
    stderr: true,
    execArgv: [],
    // A small young generation: a dozen workers share a laptop.
    resourceLimits: { maxYoungGenerationSizeMb: 4, maxOldGenerationSizeMb: Math.max(128, options.task.memoryMb) },
  });
  let alive = true;
  let settle: ((outcome: Outcome) => void) | undefined;

  const end = (outcome: Outcome) => {
    const settled = settle;
    settle = undefined;
    settled?.(outcome);
  };
  const die = (error: FunctionError) => {
    alive = false;
    end({ kind: "failed", error });
  };

  worker.stdout.on("data", (data) => options.say({ level: "info", text: String(data).trimEnd() }));
  worker.stderr.on("data", (data) => options.say({ level: "warn", text: String(data).trimEnd() }));
  worker.on("message", (message: FromWorker) => {
    if (message.kind === "console") return options.say(message);
    const { broken, ...outcome } = message;
    if (broken) {
      alive = false;
      void worker.terminate();
    }
    end(outcome);
  });
  worker.on("error", (error) => die(functionError(error)));
  worker.on("exit", (code) => die(exited(code)));

  return {
    invoke(payload) {
      const invocation: Invocation = {
        requestId: randomUUID(),
        payload,
        deadline: Date.now() + options.timeoutSeconds * 1000,
      };
      return new Promise<Outcome>((resolve) => {
        const timer = setTimeout(() => {
          die(timedOut(invocation.requestId, options.timeoutSeconds));
          void worker.terminate();
        }, options.timeoutSeconds * 1000);
        settle = (outcome) => {
          clearTimeout(timer);
          resolve(outcome);
        };
        if (alive) worker.postMessage(invocation);
        else end({ kind: "failed", error: exited(1) });
      });
    },
    alive: () => alive,
    async close() {
      alive = false;
      await worker.terminate();
    },
  };
}

const exited = (code: number): FunctionError => ({
  errorType: "Runtime.ExitError",
  errorMessage: `Runtime exited with exit status ${code}`,
  trace: [],
});

const timedOut = (requestId: string, seconds: number): FunctionError => ({
  errorType: "Sandbox.Timedout",
  errorMessage: `RequestId: ${requestId} Error: Task timed out after ${seconds.toFixed(2)} seconds`,
  trace: [],
});
