import type { RegionClock } from "../clock.ts";
import type { LogEntry } from "../context.ts";
import type { EventSourceWiring, FunctionWiring } from "../graph/wiring.ts";
import type { ReceivedMessage } from "../services/sqs/messages.ts";
import type { Sqs } from "../services/sqs/sqs.ts";
import { batchOutcome } from "./batchOutcome.ts";
import type { FunctionHost } from "./host.ts";
import { sqsEventOf } from "./sqsEvent.ts";

export interface EventSourcesOptions {
  readonly sources: readonly EventSourceWiring[];
  readonly functions: readonly Pick<FunctionWiring, "name" | "arn">[];
  readonly sqs: Pick<Sqs, "onAvailable" | "receive" | "remove">;
  readonly host: Pick<FunctionHost, "invoke">;
  readonly clock: RegionClock;
  readonly log: (entry: LogEntry) => void;
}

export interface EventSources {
  /** Takes no more messages. What is being handled is handled to its end. */
  stop(): void;
}

/** How many batches Lambda handles at once to begin with; it would add more by the minute. */
const concurrentBatches = 5;

/**
 * Lambda's event source mappings: feeds functions from queues, deletes what they are done with, and leaves what failed to
 * come back when its visibility timeout is over. Simulated time stands still while a batch is handled; it goes on while one
 * is gathered.
 * @throws if a queue feeds a function that is not there
 */
export function startEventSources(options: EventSourcesOptions): EventSources {
  const mappings = options.sources.map((source) => {
    const fed = options.functions.find(({ arn }) => arn === source.functionArn);
    if (!fed) throw new Error(`the queue ${source.queueArn} feeds a function that is not there: ${source.functionArn}`);
    return mapping(options, source, fed.name);
  });
  options.sqs.onAvailable((queueArn) => {
    for (const { source, look } of mappings) if (source.queueArn === queueArn) look();
  });
  for (const { look } of mappings) look();
  return {
    stop: () => {
      for (const { stop } of mappings) stop();
    },
  };
}

function mapping({ sqs, host, clock, log }: EventSourcesOptions, source: EventSourceWiring, functionName: string) {
  const { queueArn, batchSize, batchingWindowSeconds, partialResponses } = source;
  const limit = source.maximumConcurrency ?? concurrentBatches;
  let gathered: ReceivedMessage[] = [];
  let callOff: (() => void) | undefined;
  let windowOver = batchingWindowSeconds === 0;
  let looking = false;
  let running = 0;
  let stopped = false;

  /** In a moment, so that messages that come together go together. */
  function look(): void {
    if (looking || stopped) return;
    looking = true;
    const release = clock.hold();
    queueMicrotask(() => {
      looking = false;
      gather();
      release();
    });
  }

  function gather(): void {
    while (!stopped && running < limit) {
      const more = sqs.receive(queueArn, Math.min(10, batchSize - gathered.length));
      gathered.push(...more);
      if (gathered.length === 0) return;
      if (gathered.length >= batchSize || (windowOver && more.length === 0)) hand();
      else if (more.length === 0) {
        awaitMore();
        return;
      }
    }
  }

  function awaitMore(): void {
    callOff ??= clock.at(clock.now() + batchingWindowSeconds * 1000, () => {
      windowOver = true;
      gather();
    });
  }

  function hand(): void {
    callOff?.();
    callOff = undefined;
    windowOver = batchingWindowSeconds === 0;
    const batch = gathered;
    gathered = [];
    running += 1;
    const release = clock.hold();
    void handle(batch)
      .catch((error: unknown) => tell(batch, String(error)))
      .finally(() => {
        running -= 1;
        gather();
        release();
      });
  }

  async function handle(batch: readonly ReceivedMessage[]): Promise<void> {
    const outcome = await host.invoke(functionName, JSON.stringify(sqsEventOf(queueArn, batch)));
    const ids = batch.map(({ id }) => id);
    const { failed, reason } = batchOutcome(outcome, ids, partialResponses);
    for (const { id, receiptHandle } of batch) if (!failed.has(id)) sqs.remove(queueArn, receiptHandle);
    if (reason !== undefined)
      tell(
        batch.filter(({ id }) => failed.has(id)),
        reason,
      );
  }

  const tell = (failed: readonly ReceivedMessage[], reason: string) =>
    log({
      level: "warn",
      from: functionName,
      message: `${failed.length === 1 ? "a message comes" : `${failed.length} messages come`} back to ${queueArn.split(":").at(-1)}: ${reason}`,
      fields: { messages: failed.map(({ id, system }) => ({ id, received: Number(system.ApproximateReceiveCount) })) },
    });

  const stop = () => {
    stopped = true;
    callOff?.();
  };
  return { source, look, stop };
}
