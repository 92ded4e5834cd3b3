import { AwsError } from "../../endpoint/operations.ts";
import { isObject, type JsonObject } from "../../matching/json.ts";
import { inBatch } from "../sqs/batches.ts";
import { type Attributes, sizeOf } from "../sqs/messages.ts";
import type { Topic } from "./model.ts";
import type { Sns, Topics } from "./sns.ts";
import { existingTopic } from "./topicOperations.ts";

/** 256 KiB unless the topic says otherwise (https://docs.aws.amazon.com/general/latest/gr/sns.html). */
const largest = 262_144;

export function publishOperations(shared: Topics): Sns["operations"] {
  return {
    Publish: (input) => publish(existingTopic(shared, input.TopicArn ?? input.TargetArn), input),

    PublishBatch: ({ TopicArn, PublishBatchRequestEntries }) => {
      const topic = existingTopic(shared, TopicArn);
      const size = (PublishBatchRequestEntries ?? []).reduce(
        (sum, { Message = "", MessageAttributes = {} }) => sum + sizeOf(Message, MessageAttributes),
        0,
      );
      if (size > largest) {
        throw new AwsError(
          "BatchRequestTooLong",
          `Batch requests cannot be longer than ${largest} bytes. You have sent ${size} bytes.`,
        );
      }
      return inBatch(PublishBatchRequestEntries, (entry) => publish(topic, entry));
    },
  };

  function publish(topic: Topic, input: Outgoing): { MessageId: string } {
    const { Message: message = "", Subject: subject, MessageAttributes: attributes = {}, MessageStructure } = input;
    if (message === "") throw invalid("Empty message");
    if (sizeOf(message, attributes) > largest) throw invalid("Message too long");
    for (const [name, { DataType = "", StringValue, BinaryValue }] of Object.entries(attributes)) {
      if (!/^(String|Number|Binary)(\.|$)/.test(DataType)) {
        throw invalidValue(`The message attribute '${name}' has an invalid message attribute type: ${DataType}`);
      }
      if (!StringValue && !BinaryValue) {
        throw invalidValue(`The message attribute '${name}' must contain non-empty message attribute value.`);
      }
    }
    const perProtocol = MessageStructure === "json" ? structureOf(message) : undefined;
    const id = shared.publish(
      topic,
      { message: perProtocol?.default ?? message, attributes, ...(subject !== undefined && { subject }) },
      perProtocol?.messages,
    );
    return { MessageId: id };
  }
}

interface Outgoing {
  readonly Message?: string | undefined;
  readonly Subject?: string | undefined;
  readonly MessageStructure?: string | undefined;
  readonly MessageAttributes?: Attributes | undefined;
}

/** `{"default": "…", "sqs": "…"}`: a message for each protocol. */
function structureOf(message: string): { default: string; messages: JsonObject } {
  let messages: unknown;
  try {
    messages = JSON.parse(message);
  } catch {
    throw invalid("Message Structure - JSON message body failed to parse");
  }
  if (!isObject(messages) || typeof messages.default !== "string") {
    throw invalid("Message Structure - No default entry in JSON message body");
  }
  return { default: messages.default, messages };
}

const invalid = (what: string) => new AwsError("InvalidParameter", `Invalid parameter: ${what}`);
const invalidValue = (what: string) => new AwsError("ParameterValueInvalid", what);
