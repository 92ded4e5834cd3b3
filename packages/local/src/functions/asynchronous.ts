import { randomUUID } from "node:crypto";
import type { RegionClock } from "../clock.ts";
import type { LogEntry } from "../context.ts";
import type { FunctionWiring } from "../graph/wiring.ts";
import type { FunctionHost } from "./host.ts";
import type { Outcome } from "./protocol.ts";

export interface AsynchronousOptions {
  readonly functions: readonly FunctionWiring[];
  readonly host: Pick<FunctionHost, "invoke">;
  readonly clock: RegionClock;
  /** Hands a record to a function's on-failure destination, in the function's name. */
  readonly deliver: (arn: string, body: string, from: FunctionWiring) => void;
  readonly log: (entry: LogEntry) => void;
}

/** Takes an event for a function and sees to it: nobody waits for the outcome. */
export type InvokeAsynchronously = (functionName: string, payload: string) => void;

export interface Asynchronous {
  readonly invoke: InvokeAsynchronously;
  /** How many events wait to be tried again. */
  waiting(): number;
}

/** Milliseconds before the second and the third attempt. */
const waits = [60_000, 120_000];

/**
 * Lambda's queue for asynchronous invocations: a failed event is tried again after one minute and after two more, and
 * then goes to the on-failure destination with its error
 * (https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html).
 */
export function asynchronously(options: AsynchronousOptions): Asynchronous {
  let waiting = 0;
  const functions = new Map(options.functions.map((wiring) => [wiring.name, wiring]));

  async function attempt(wiring: FunctionWiring, event: QueuedEvent): Promise<void> {
    const outcome = await options.host.invoke(wiring.name, event.payload);
    if (outcome.kind === "returned") return;
    const { maximumRetries, maximumAgeSeconds } = wiring.asynchronous;
    const wait = event.attempts < maximumRetries ? (waits[event.attempts] ?? waits.at(-1)) : undefined;
    const attempts = event.attempts + 1;
    if (wait === undefined) return giveUp(wiring, { ...event, attempts }, outcome.error, "RetriesExhausted");
    const again = options.clock.now() + wait;
    if (again > event.queuedAt + maximumAgeSeconds * 1000) {
      return giveUp(wiring, { ...event, attempts }, outcome.error, "EventAgeExceeded");
    }
    waiting += 1;
    options.clock.at(again, () => {
      waiting -= 1;
      void attempt(wiring, { ...event, attempts });
    });
  }

  function giveUp(wiring: FunctionWiring, event: QueuedEvent, error: Failure, condition: string): void {
    const { onFailureArn } = wiring.asynchronous;
    options.log({
      level: "error",
      from: "lambda",
      message: `${wiring.name} failed on an event ${event.attempts} times: ${onFailureArn ? `it goes to ${onFailureArn}` : "it is dropped"}`,
      fields: { condition, error: error.errorMessage },
    });
    if (onFailureArn) options.deliver(onFailureArn, JSON.stringify(recordOf(wiring, event, error, condition)), wiring);
  }

  const recordOf = (wiring: FunctionWiring, event: QueuedEvent, error: Failure, condition: string) => ({
    version: "1.0",
    timestamp: new Date(options.clock.now()).toISOString(),
    requestContext: {
      requestId: event.id,
      functionArn: `${wiring.arn}:$LATEST`,
      condition,
      approximateInvokeCount: event.attempts,
    },
    requestPayload: JSON.parse(event.payload),
    responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
    responsePayload: error,
  });

  return {
    invoke(functionName, payload) {
      const wiring = functions.get(functionName);
      if (!wiring) throw new Error(`there is no function ${functionName}`);
      void attempt(wiring, { id: randomUUID(), payload, queuedAt: options.clock.now(), attempts: 0 });
    },
    waiting: () => waiting,
  };
}

interface QueuedEvent {
  readonly id: string;
  readonly payload: string;
  readonly queuedAt: number;
  readonly attempts: number;
}
type Failure = Extract<Outcome, { kind: "failed" }>["error"];
