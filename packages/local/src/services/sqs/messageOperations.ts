import type { RegionContext } from "../../context.ts";
import { AwsError } from "../../endpoint/operations.ts";
import { inBatch } from "./batches.ts";
import { type Attributes, md5, md5OfAttributes, type ReceivedMessage, received, sizeOf } from "./messages.ts";
import type { Queue } from "./queue.ts";
import type { Queues } from "./queues.ts";
import type { Sqs } from "./sqs.ts";

/** Sending, receiving and deleting messages. */
export function messageOperations({ account, clock }: RegionContext, queues: Queues): Sqs["operations"] {
  return {
    SendMessage: (input) => send(queues.byUrl(input.QueueUrl), input),

    SendMessageBatch: ({ QueueUrl, Entries }) => {
      const queue = queues.byUrl(QueueUrl);
      return inBatch(Entries, (entry) => send(queue, entry));
    },

    ReceiveMessage: async (input, { signal, waiting = (promise) => promise }) => {
      const queue = queues.byUrl(input.QueueUrl);
      const { receiveWaitSeconds, visibilityTimeoutSeconds } = queue.settings;
      const max = within("MaxNumberOfMessages", input.MaxNumberOfMessages ?? 1, 1, 10);
      const visibility = within("VisibilityTimeout", input.VisibilityTimeout ?? visibilityTimeoutSeconds, 0, 43_200);
      const wait = within("WaitTimeSeconds", input.WaitTimeSeconds ?? receiveWaitSeconds, 0, 20);
      const until = clock.now() + wait * 1000;

      let messages = queue.take(max, visibility);
      while (messages.length === 0 && clock.now() < until && !signal?.aborted && queues.byName(queue.settings.name)) {
        const { came, cancel } = queues.nextMessage(queue);
        const callOff = clock.at(until, cancel);
        signal?.addEventListener("abort", cancel, { once: true });
        await waiting(came);
        callOff();
        signal?.removeEventListener("abort", cancel);
        // Who has gone takes nothing with him.
        if (!signal?.aborted) messages = queue.take(max, visibility);
      }
      if (messages.length === 0) return {};
      const system = [...(input.AttributeNames ?? []), ...(input.MessageSystemAttributeNames ?? [])];
      const own = input.MessageAttributeNames ?? [];
      return { Messages: messages.map((message) => told(received(message, account), system, own)) };
    },

    DeleteMessage: ({ QueueUrl, ReceiptHandle = "" }) => {
      queues.byUrl(QueueUrl).remove(ReceiptHandle);
      return {};
    },

    DeleteMessageBatch: ({ QueueUrl, Entries }) => {
      const queue = queues.byUrl(QueueUrl);
      return inBatch(Entries, ({ ReceiptHandle = "" }) => {
        queue.remove(ReceiptHandle);
        return {};
      });
    },

    ChangeMessageVisibility: ({ QueueUrl, ReceiptHandle = "", VisibilityTimeout = 0 }) => {
      const seconds = within("VisibilityTimeout", VisibilityTimeout, 0, 43_200);
      queues.byUrl(QueueUrl).changeVisibility(ReceiptHandle, seconds);
      return {};
    },

    ChangeMessageVisibilityBatch: ({ QueueUrl, Entries }) => {
      const queue = queues.byUrl(QueueUrl);
      return inBatch(Entries, ({ ReceiptHandle = "", VisibilityTimeout = 0 }) => {
        queue.changeVisibility(ReceiptHandle, within("VisibilityTimeout", VisibilityTimeout, 0, 43_200));
        return {};
      });
    },
  };
}

interface Outgoing {
  readonly MessageBody: string | undefined;
  readonly MessageAttributes?: Attributes | undefined;
  readonly DelaySeconds?: number | undefined;
  readonly MessageSystemAttributes?:
    | Readonly<Record<string, { readonly StringValue?: string | undefined }>>
    | undefined;
}

/** Limits: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html */
function send(queue: Queue, input: Outgoing) {
  const { MessageBody: body = "", MessageAttributes: attributes = {}, DelaySeconds } = input;
  if (body === "") throw new AwsError("MissingParameter", "The request must contain the parameter MessageBody.");
  const { maximumMessageSize } = queue.settings;
  if (sizeOf(body, attributes) > maximumMessageSize) {
    throw new AwsError(
      "InvalidParameterValue",
      `One or more parameters are invalid. Reason: Message must be shorter than ${maximumMessageSize} bytes.`,
    );
  }
  if (Object.keys(attributes).length > 10) {
    throw new AwsError("InvalidParameterValue", "Number of message attributes exceeds the allowed maximum of 10.");
  }
  for (const [name, { DataType = "" }] of Object.entries(attributes)) {
    if (/^(String|Number|Binary)(\.|$)/.test(DataType)) continue;
    throw new AwsError("InvalidParameterValue", `The type of message attribute '${name}' is invalid: '${DataType}'.`);
  }
  const traceHeader = input.MessageSystemAttributes?.AWSTraceHeader?.StringValue;
  const message = queue.add({
    body,
    attributes,
    ...(DelaySeconds !== undefined && { delaySeconds: within("DelaySeconds", DelaySeconds, 0, 900) }),
    ...(traceHeader !== undefined && { traceHeader }),
  });
  const { md5OfAttributes: MD5OfMessageAttributes } = md5OfAttributes(attributes);
  return {
    MessageId: message.id,
    MD5OfMessageBody: md5(body),
    ...(MD5OfMessageAttributes !== undefined && { MD5OfMessageAttributes }),
  };
}

/** Only the attributes asked for: by name, `prefix.*`, or all. */
function told(message: ReceivedMessage, system: readonly string[], own: readonly string[]) {
  const named = (name: string) =>
    own.some(
      (asked) => asked === "All" || asked === name || (asked.endsWith(".*") && name.startsWith(asked.slice(0, -2))),
    );
  const Attributes = pick(message.system, (name) => system.includes("All") || system.includes(name));
  const MessageAttributes = pick(message.attributes, named);
  const { md5OfAttributes: MD5OfMessageAttributes } = md5OfAttributes(MessageAttributes);
  return {
    MessageId: message.id,
    ReceiptHandle: message.receiptHandle,
    Body: message.body,
    MD5OfBody: message.md5OfBody,
    ...(Object.keys(Attributes).length > 0 && { Attributes }),
    ...(MD5OfMessageAttributes !== undefined && { MessageAttributes, MD5OfMessageAttributes }),
  };
}

const pick = <V>(from: Readonly<Record<string, V>>, wanted: (name: string) => boolean): Record<string, V> =>
  Object.fromEntries(Object.entries(from).filter(([name]) => wanted(name)));

function within(name: string, value: number, min: number, max: number): number {
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  throw new AwsError(
    "InvalidParameterValue",
    `Value ${value} for parameter ${name} is invalid. Reason: Must be between ${min} and ${max}, if provided.`,
  );
}
