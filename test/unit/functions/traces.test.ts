import { memoryLog } from "@ami-refresh/core/adapters/memory/log.ts";
import { batch } from "@ami-refresh/functions/batch.ts";
import { invoked } from "@ami-refresh/functions/invoked.ts";
import { inSpan } from "@ami-refresh/functions/span.ts";
import { context, propagation, SpanStatusCode, type TextMapPropagator, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-base";
import type { Context, SQSEvent } from "aws-lambda";
import { describe, expect, it } from "vitest";
import { aBatch, aMailboxRecord } from "../../support/sqs.ts";

const exporter = new InMemorySpanExporter();

/** What a layer does that operators add: registers an SDK before the function is at work. */
function turnOn(): void {
  trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }));
  context.setGlobalContextManager(new AsyncLocalStorageContextManager());
  propagation.setGlobalPropagator(xray);
}

/** As far as it matters here (https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader). */
const xray: TextMapPropagator = {
  inject: () => {},
  fields: () => ["x-amzn-trace-id"],
  extract(from, carrier: Readonly<Record<string, string>>) {
    const [, day, rest, spanId] =
      /Root=1-(\w{8})-(\w{24});Parent=(\w{16})/.exec(carrier["x-amzn-trace-id"] ?? "") ?? [];
    return spanId ? trace.setSpanContext(from, { traceId: `${day}${rest}`, spanId, traceFlags: 1 }) : from;
  },
};

const sentBy = "Root=1-67891233-abcdef012345678912345678;Parent=53995c3f42cd8ad8;Sampled=1";
const image = { id: "ami-1", correlationId: "event-1" };
const body = JSON.stringify({ detail: { service: "checkout", environment: "staging", image } });
const invocation = { functionName: "Notify", awsRequestId: "request-1" } as Context;

const handler = invoked((event: SQSEvent) =>
  batch(event, memoryLog(), (message) =>
    inSpan("step", {}, async () => {
      if (JSON.stringify(message) !== body) throw new TypeError("Slack is down");
    }),
  ),
);

async function handle(...bodies: readonly string[]) {
  const records = bodies.map((text, i) => aMailboxRecord(`m-${i}`, text));
  if (records[0]) records[0].attributes.AWSTraceHeader = sentBy;
  return handler(aBatch(records), invocation, () => {});
}

describe("traces", () => {
  it("are not there, and change nothing, where nobody has registered anything", async () => {
    expect(await handle(body, "{}")).toEqual({ batchItemFailures: [{ itemIdentifier: "m-1" }] });
    expect(trace.getActiveSpan()).toBeUndefined();
  });

  it("tell, of each message of an invocation, what it is about, who sent it, and what was done for it", async () => {
    turnOn();
    await handle(body);
    const [step, message, whole] = exporter.getFinishedSpans();
    expect(whole).toMatchObject({ name: "Notify", attributes: { requestId: "request-1" } });
    expect(message).toMatchObject({
      name: "message",
      parentSpanContext: { spanId: whole?.spanContext().spanId },
      attributes: { service: "checkout", environment: "staging", image: "ami-1", correlationId: "event-1" },
      links: [{ context: { traceId: "67891233abcdef012345678912345678", spanId: "53995c3f42cd8ad8" } }],
    });
    expect(step?.parentSpanContext?.spanId).toBe(message?.spanContext().spanId);
  });

  it("show a message that failed, and only that one", async () => {
    exporter.reset();
    await handle(body, "{}");
    const messages = exporter.getFinishedSpans().filter(({ name }) => name === "message");
    expect(messages.map(({ status }) => status)).toEqual([
      { code: SpanStatusCode.UNSET },
      { code: SpanStatusCode.ERROR, message: "TypeError" },
    ]);
  });
});
