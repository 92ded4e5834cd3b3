import type { Log } from "@ami-refresh/core/ports.ts";
import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { inSpan } from "./span.ts";
import { subjectIn } from "./subject.ts";

export interface How {
  /** All records of the batch at the same time; absent: one after the other, in their order. */
  readonly atOnce?: boolean | undefined;
}

/**
 * Handles every record of an SQS batch by itself and names the ones that failed, so that only those are delivered
 * again and, in the end, reach the dead-letter queue. Needs `ReportBatchItemFailures` on the event source mapping
 * (https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html).
 */
export async function batch(
  event: SQSEvent,
  log: Log,
  handle: (body: unknown, record: SQSRecord) => Promise<void>,
  { atOnce = false }: How = {},
): Promise<SQSBatchResponse> {
  const failed = new Set<SQSRecord>();
  async function take(record: SQSRecord): Promise<void> {
    try {
      await inSpan(
        "message",
        { ...subjectIn(record.body), messageId: record.messageId },
        async () => handle(JSON.parse(record.body), record),
        record.attributes.AWSTraceHeader,
      );
    } catch (error) {
      const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
      log.warn(`message ${record.messageId} failed: ${reason}`, {
        ...subjectIn(record.body),
        messageId: record.messageId,
        receives: record.attributes.ApproximateReceiveCount,
        reason,
      });
      failed.add(record);
    }
  }
  if (atOnce) await Promise.all(event.Records.map(take));
  else for (const record of event.Records) await take(record);
  return { batchItemFailures: [...failed].map(({ messageId }) => ({ itemIdentifier: messageId })) };
}
