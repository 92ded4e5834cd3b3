import type { SQSEvent, SQSMessageAttributes, SQSRecord } from "aws-lambda";
import type { ReceivedMessage } from "../services/sqs/messages.ts";

/** What Lambda hands to a function that a queue feeds (https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html). */
export function sqsEventOf(queueArn: string, messages: readonly ReceivedMessage[]): SQSEvent {
  const [, , , region = ""] = queueArn.split(":");
  return { Records: messages.map((message) => recordOf(queueArn, region, message)) };
}

const recordOf = (queueArn: string, region: string, message: ReceivedMessage): SQSRecord => {
  const { ApproximateReceiveCount = "", SentTimestamp = "", SenderId = "" } = message.system;
  const { ApproximateFirstReceiveTimestamp = "" } = message.system;
  return {
    messageId: message.id,
    receiptHandle: message.receiptHandle,
    body: message.body,
    attributes: {
      ...message.system,
      ApproximateReceiveCount,
      SentTimestamp,
      SenderId,
      ApproximateFirstReceiveTimestamp,
    },
    messageAttributes: attributesOf(message),
    md5OfBody: message.md5OfBody,
    ...(message.md5OfAttributes !== undefined && { md5OfMessageAttributes: message.md5OfAttributes }),
    eventSource: "aws:sqs",
    eventSourceARN: queueArn,
    awsRegion: region,
  };
};

const attributesOf = ({ attributes }: ReceivedMessage): SQSMessageAttributes =>
  Object.fromEntries(
    Object.entries(attributes).map(([name, { DataType = "String", StringValue, BinaryValue }]) => [
      name,
      {
        ...(StringValue !== undefined && { stringValue: StringValue }),
        ...(BinaryValue && { binaryValue: Buffer.from(BinaryValue).toString("base64") }),
        stringListValues: [],
        binaryListValues: [],
        dataType: DataType,
      },
    ]),
  );
