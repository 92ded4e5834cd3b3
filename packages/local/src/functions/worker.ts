import module from "node:module";
import { pathToFileURL } from "node:url";
import { inspect } from "node:util";
import { parentPort, workerData } from "node:worker_threads";
import { sharedNow } from "../clock.ts";
import { captureConsole } from "./captureConsole.ts";
import { type FromWorker, functionError, type Invocation, type Task } from "./protocol.ts";
import { simulateDate } from "./simulatedDate.ts";

// The start of a worker: Lambda's runtime for one function. Everything that the handler finds changed here (time, the
// console) is changed before its code is loaded.

const port = parentPort;
if (!port) throw new Error("worker.ts runs in a worker thread");
const task = workerData as Task;
const say = (message: FromWorker) => port.postMessage(message);
const realTime = Date.now;

simulateDate(() => sharedNow(task.time));
captureConsole(say);
module.enableCompileCache(task.compileCache);
process.setSourceMapsEnabled(true);

type Handler = (event: unknown, context: unknown) => unknown;
let handler: Handler | undefined;

async function load(): Promise<Handler> {
  const exports: Record<string, unknown> = await import(pathToFileURL(task.bundle).href);
  const found = exports[task.export];
  if (typeof found !== "function") {
    throw new Error(`${task.functionName} exports no function ${task.export}: ${inspect(Object.keys(exports))}`);
  }
  module.flushCompileCache();
  return found as Handler;
}

async function invoke(invocation: Invocation): Promise<void> {
  try {
    handler ??= await load();
  } catch (error) {
    say({ kind: "failed", error: functionError(error), broken: true });
    return;
  }
  try {
    const result = await handler(JSON.parse(invocation.payload), contextOf(invocation));
    say({ kind: "returned", payload: JSON.stringify(result) ?? "null" });
  } catch (error) {
    say({ kind: "failed", error: functionError(error) });
  }
}

/** https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html */
const contextOf = (invocation: Invocation) => ({
  functionName: task.functionName,
  functionVersion: "$LATEST",
  invokedFunctionArn: task.functionArn,
  memoryLimitInMB: String(task.memoryMb),
  awsRequestId: invocation.requestId,
  logGroupName: `/aws/lambda/${task.functionName}`,
  logStreamName: "local",
  callbackWaitsForEmptyEventLoop: true,
  getRemainingTimeInMillis: () => Math.max(0, invocation.deadline - realTime()),
});

port.on("message", (invocation: Invocation) => {
  void invoke(invocation);
});
