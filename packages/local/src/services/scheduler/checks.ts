import { AwsError } from "../../endpoint/operations.ts";
import type { Definition, Target } from "./model.ts";

/**
 * What can be told to be wrong with a schedule at once; its target is looked for only when it fires. Answers the target.
 * Limits: https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html
 * @throws AwsError ValidationException
 */
export function checkDefinition({ Name, FlexibleTimeWindow, Target }: Definition): Target {
  checkName("name", Name);
  const window = FlexibleTimeWindow?.MaximumWindowInMinutes;
  if (FlexibleTimeWindow?.Mode !== "OFF" && FlexibleTimeWindow?.Mode !== "FLEXIBLE") {
    throw invalid("flexibleTimeWindow.mode", "Member must be OFF or FLEXIBLE");
  }
  if (FlexibleTimeWindow.Mode === "OFF" && window !== undefined) {
    throw new AwsError("ValidationException", "Maximum window in minutes cannot be set when the mode is OFF.");
  }
  if (FlexibleTimeWindow.Mode === "FLEXIBLE" && !(window !== undefined && window >= 1 && window <= 1440)) {
    throw invalid("flexibleTimeWindow.maximumWindowInMinutes", "Member must be between 1 and 1440");
  }
  if (!Target?.Arn) throw invalid("target.arn", "Member must not be null");
  if (!/^arn:[^:]+:iam::\d{12}:role\/.+$/.test(Target.RoleArn ?? "")) {
    throw invalid("target.roleArn", "Member must be the ARN of a role");
  }
  checkTarget(Target);
  return Target;
}

export function checkName(what: string, name: string | undefined): void {
  if (/^[0-9a-zA-Z-_.]{1,64}$/.test(name ?? "")) return;
  throw invalid(what, "Member must satisfy regular expression pattern: ^[0-9a-zA-Z-_.]+$, of at most 64 characters");
}

const kinds = ["sqs", "lambda", "sns", "events"];

function checkTarget(target: Target): void {
  const [, , service = ""] = target.Arn?.split(":") ?? [];
  if (!kinds.includes(service)) {
    throw new AwsError(
      "ValidationException",
      `Targets of ${service} are not part of the local region, only ${kinds.join(", ")}: ${target.Arn}`,
    );
  }
  const { MaximumRetryAttempts: attempts = 185, MaximumEventAgeInSeconds: age = 86_400 } = target.RetryPolicy ?? {};
  if (attempts < 0 || attempts > 185)
    throw invalid("target.retryPolicy.maximumRetryAttempts", "Member must be in 0..185");
  if (age < 60 || age > 86_400)
    throw invalid("target.retryPolicy.maximumEventAgeInSeconds", "Member must be in 60..86400");
  if (service === "lambda" && target.Input !== undefined && !isJson(target.Input)) {
    throw new AwsError("ValidationException", "The target's Input is not valid JSON.");
  }
  const { Source, DetailType } = target.EventBridgeParameters ?? {};
  if (service === "events" && !(Source && DetailType)) {
    throw new AwsError("ValidationException", "EventBridgeParameters with Source and DetailType must be provided.");
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const invalid = (where: string, why: string) =>
  new AwsError(
    "ValidationException",
    `1 validation error detected: Value at '${where}' failed to satisfy constraint: ${why}`,
  );
