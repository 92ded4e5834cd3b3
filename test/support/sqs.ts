import type { SQSEvent, SQSRecord } from "aws-lambda";

/** A record as Lambda's event source mapping hands it over. */
export function aMailboxRecord(messageId: string, body: string): SQSRecord {
  return {
    messageId,
    body,
    receiptHandle: `receipt-${messageId}`,
    attributes: {
      ApproximateReceiveCount: "1",
      SentTimestamp: "1795510800000",
      SenderId: "AIDAEXAMPLE",
      ApproximateFirstReceiveTimestamp: "1795510800001",
    },
    messageAttributes: {},
    md5OfBody: "",
    eventSource: "aws:sqs",
    eventSourceARN: "arn:aws:sqs:eu-west-2:123456789012:mailbox",
    awsRegion: "eu-west-2",
  };
}

export const aBatch = (records: readonly SQSRecord[]): SQSEvent => ({ Records: [...records] });
