import { AwsError } from "../../endpoint/operations.ts";
import type { QueueWiring } from "../../graph/wiring.ts";
import { statementsIn, written } from "./policyAttribute.ts";
import type { QueueSettings } from "./queue.ts";

/** One MiB (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html). */
const largest = 1_048_576;

export const settingsOf = ({ url: _, ...wiring }: QueueWiring): QueueSettings => ({
  ...wiring,
  maximumMessageSize: largest,
  receiveWaitSeconds: 0,
});

export const plainSettings = (name: string, arn: string): QueueSettings => ({
  name,
  arn,
  visibilityTimeoutSeconds: 30,
  delaySeconds: 0,
  retentionSeconds: 345_600,
  maximumMessageSize: largest,
  receiveWaitSeconds: 0,
  policy: [],
});

/** Settings that are one number: their attribute and their bounds. */
const numbers = {
  VisibilityTimeout: { setting: "visibilityTimeoutSeconds", min: 0, max: 43_200 },
  DelaySeconds: { setting: "delaySeconds", min: 0, max: 900 },
  MessageRetentionPeriod: { setting: "retentionSeconds", min: 60, max: 1_209_600 },
  MaximumMessageSize: { setting: "maximumMessageSize", min: 1_024, max: largest },
  ReceiveMessageWaitTimeSeconds: { setting: "receiveWaitSeconds", min: 0, max: 20 },
} as const;

export function changed(settings: QueueSettings, attributes: Readonly<Record<string, string>>): QueueSettings {
  let result = settings;
  for (const [name, value] of Object.entries(attributes)) {
    if (isNumber(name)) {
      const { setting, min, max } = numbers[name];
      const number = Number(value);
      if (!Number.isInteger(number) || number < min || number > max) throw invalid(name);
      result = { ...result, [setting]: number };
    } else if (name === "RedrivePolicy") {
      const { redrive: _, ...rest } = result;
      result = value === "" ? rest : { ...rest, redrive: redriveOf(value) };
    } else if (name === "Policy") {
      const policy = statementsIn(value);
      if (!policy) throw invalid(name);
      result = { ...result, policy };
    } else {
      throw new AwsError("InvalidAttributeName", `The attribute ${name} is not part of the local region.`);
    }
  }
  return result;
}

export function attributesOf(settings: QueueSettings): Record<string, string> {
  const { redrive, policy } = settings;
  return {
    QueueArn: settings.arn,
    ...Object.fromEntries(Object.entries(numbers).map(([name, { setting }]) => [name, String(settings[setting])])),
    ...(redrive && {
      RedrivePolicy: JSON.stringify({
        deadLetterTargetArn: redrive.deadLetterArn,
        maxReceiveCount: redrive.maxReceiveCount,
      }),
    }),
    ...(policy.length > 0 && { Policy: written(policy) }),
    SqsManagedSseEnabled: "true",
  };
}

function redriveOf(text: string): NonNullable<QueueSettings["redrive"]> {
  try {
    const { deadLetterTargetArn, maxReceiveCount }: Record<string, unknown> = JSON.parse(text);
    const count = Number(maxReceiveCount);
    if (typeof deadLetterTargetArn === "string" && Number.isInteger(count) && count >= 1 && count <= 1000) {
      return { deadLetterArn: deadLetterTargetArn, maxReceiveCount: count };
    }
  } catch {
    // Falls through: not JSON is as wrong as anything else.
  }
  throw invalid("RedrivePolicy");
}

const isNumber = (name: string): name is keyof typeof numbers => Object.hasOwn(numbers, name);
const invalid = (name: string) => new AwsError("InvalidAttributeValue", `Invalid value for the parameter ${name}.`);
