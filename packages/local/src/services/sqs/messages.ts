import { createHash } from "node:crypto";

/** A message attribute as SQS and SNS take it. */
export interface Attribute {
  readonly DataType: string | undefined;
  readonly StringValue?: string | undefined;
  readonly BinaryValue?: Uint8Array | undefined;
}
export type Attributes = Readonly<Record<string, Attribute>>;

/** A message in a queue. Times are epoch milliseconds, simulated. */
export interface Message {
  readonly id: string;
  readonly body: string;
  readonly attributes: Attributes;
  readonly sentAt: number;
  readonly traceHeader?: string;
  /** From which queue it was moved here. */
  readonly deadLetterSource?: string;
  visibleAt: number;
  /** Received and not deleted; once its visibility timeout is over it is available again. */
  receipt?: string;
  receiveCount: number;
  firstReceivedAt?: number;
  /** Calls off the announcement that it is visible. */
  callOff?: () => void;
}

/** A message as its receiver gets it. */
export interface ReceivedMessage {
  readonly id: string;
  readonly receiptHandle: string;
  readonly body: string;
  readonly md5OfBody: string;
  readonly attributes: Attributes;
  readonly md5OfAttributes?: string;
  /** SentTimestamp, ApproximateReceiveCount …: what SQS itself says of the message. */
  readonly system: Readonly<Record<string, string>>;
}

export function received(message: Message, account: string): ReceivedMessage {
  return {
    id: message.id,
    receiptHandle: message.receipt ?? "",
    body: message.body,
    md5OfBody: md5(message.body),
    attributes: message.attributes,
    ...md5OfAttributes(message.attributes),
    system: {
      SenderId: account,
      SentTimestamp: String(message.sentAt),
      ApproximateReceiveCount: String(message.receiveCount),
      ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt ?? message.sentAt),
      ...(message.deadLetterSource && { DeadLetterQueueSourceArn: message.deadLetterSource }),
      ...(message.traceHeader && { AWSTraceHeader: message.traceHeader }),
    },
  };
}

export const md5 = (text: string): string => createHash("md5").update(text).digest("hex");

/** Nothing when there are no attributes, as SQS answers. */
export function md5OfAttributes(attributes: Attributes): { md5OfAttributes?: string } {
  const names = Object.keys(attributes).sort();
  if (names.length === 0) return {};
  // The algorithm is part of the service's contract: SDKs check it
  // (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html).
  const hash = createHash("md5");
  const put = (value: string | Uint8Array) => {
    const bytes = Buffer.from(value);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    hash.update(length).update(bytes);
  };
  for (const name of names) {
    const { DataType = "", StringValue = "", BinaryValue } = attributes[name] ?? { DataType: "" };
    put(name);
    put(DataType);
    hash.update(Uint8Array.of(BinaryValue ? 2 : 1));
    put(BinaryValue ?? StringValue);
  }
  return { md5OfAttributes: hash.digest("hex") };
}

/** Body, names, types and values of the attributes, in bytes: what the limit of 1 MiB counts. */
export function sizeOf(body: string, attributes: Attributes): number {
  const size = (value: string | Uint8Array | undefined) => (value === undefined ? 0 : Buffer.byteLength(value));
  return Object.entries(attributes).reduce(
    (sum, [name, { DataType, StringValue, BinaryValue }]) =>
      sum + size(name) + size(DataType) + size(StringValue) + size(BinaryValue),
    size(body),
  );
}
