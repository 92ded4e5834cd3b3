import { type Attributes, context, propagation, SpanStatusCode, trace } from "@opentelemetry/api";

// Nothing is registered unless the operators add a layer that does so (`operators.traces`): then all of this does nothing.

const tracer = trace.getTracer("ami-refresh");

/**
 * Does work within a span of OpenTelemetry. Of an error it says the name only: its words may quote an address, and the
 * log, which has them, leaves those out.
 */
export function inSpan<T>(name: string, attributes: Attributes, work: () => Promise<T>, cameBy?: string): Promise<T> {
  const sender = cameBy === undefined ? undefined : senderIn(cameBy);
  return tracer.startActiveSpan(name, { attributes, ...(sender && { links: [{ context: sender }] }) }, async (span) => {
    try {
      return await work();
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.name : typeof error });
      throw error;
    } finally {
      span.end();
    }
  });
}

/**
 * The span in which a message was sent, by X-Ray's header, which SQS carries as the attribute `AWSTraceHeader`
 * (https://docs.aws.amazon.com/xray/latest/devguide/xray-services-sqs.html). Messages of a batch have one each, so it is
 * a link and no parent.
 */
function senderIn(header: string) {
  return trace.getSpanContext(propagation.extract(context.active(), { "x-amzn-trace-id": header }));
}
