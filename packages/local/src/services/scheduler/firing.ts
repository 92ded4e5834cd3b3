import { randomUUID } from "node:crypto";
import type { RegionContext } from "../../context.ts";
import type { InvokeAsynchronously } from "../../functions/asynchronous.ts";
import type { FunctionWiring } from "../../graph/wiring.ts";
import { isObject, type JsonObject } from "../../matching/json.ts";
import type { Events } from "../events/events.ts";
import type { Sns } from "../sns/sns.ts";
import type { Sqs } from "../sqs/sqs.ts";
import type { Schedule } from "./model.ts";

export interface FiringOptions {
  readonly context: Pick<RegionContext, "account" | "region" | "log">;
  readonly sqs: Pick<Sqs, "send">;
  readonly sns: Pick<Sns, "publish">;
  readonly events: Pick<Events, "putOn">;
  readonly functions: readonly Pick<FunctionWiring, "name" | "arn">[];
  readonly invoke: InvokeAsynchronously;
  /** Whether Scheduler may do that in the role's name; anything, if not told. */
  readonly allows?: (roleArn: string, action: string, resource: string) => boolean;
}

type Fired = Pick<Schedule, "arn" | "group" | "name" | "target">;

interface Failure {
  readonly code: string;
  readonly message: string;
}

const actions: Readonly<Record<string, string>> = {
  sqs: "sqs:SendMessage",
  sns: "sns:Publish",
  lambda: "lambda:InvokeFunction",
  events: "events:PutEvents",
};

/** Does what a schedule is for. `scheduledAt`: epoch milliseconds. */
export function fireWith({ context, allows = () => true, ...options }: FiringOptions) {
  return (schedule: Fired, scheduledAt: number): void => {
    const execution = randomUUID();
    const input = inputOf(schedule, scheduledAt, execution);
    const failure = attempt(schedule, input);
    if (failure) giveUp(schedule, scheduledAt, execution, input, failure);
  };

  function attempt({ target }: Fired, input: string): Failure | undefined {
    const { Arn: arn = "", RoleArn: role = "" } = target;
    const [, , service = ""] = arn.split(":");
    const action = actions[service] ?? "";
    if (!allows(role, action, arn)) {
      return { code: "AccessDeniedException", message: `${role} is not authorized to perform: ${action} on ${arn}` };
    }
    const missing = (code: string): Failure => ({ code, message: `${arn} does not exist.` });
    switch (service) {
      case "sqs":
        return options.sqs.send(arn, { body: input }) ? undefined : missing("AWS.SimpleQueueService.NonExistentQueue");
      case "sns":
        return options.sns.publish(arn, input) ? undefined : missing("NotFoundException");
      case "lambda": {
        const found = options.functions.find((candidate) => candidate.arn === arn);
        if (found) options.invoke(found.name, input);
        return found ? undefined : missing("ResourceNotFoundException");
      }
      default: {
        const { Source: source = "", DetailType: detailType = "" } = target.EventBridgeParameters ?? {};
        const detail = objectIn(input);
        if (!detail) return { code: "MalformedDetail", message: "Detail is malformed." };
        const put = options.events.putOn(arn, { source, detailType, resources: [], detail });
        return put ? undefined : missing("ResourceNotFoundException");
      }
    }
  }

  /** https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html */
  function giveUp(schedule: Fired, scheduledAt: number, execution: string, input: string, failure: Failure): void {
    const { Arn: targetArn = "", RoleArn: role = "", DeadLetterConfig } = schedule.target;
    const told: Readonly<Record<string, string>> = {
      ERROR_CODE: failure.code,
      ERROR_MESSAGE: failure.message,
      EXECUTION_ID: execution,
      IS_PAYLOAD_TRUNCATED: "false",
      RETRY_ATTEMPTS: "0",
      SCHEDULED_TIME: timeOf(scheduledAt),
      SCHEDULE_ARN: schedule.arn,
      TARGET_ARN: targetArn,
    };
    const attributes = Object.fromEntries(
      Object.entries(told).map(([name, StringValue]) => [name, { DataType: "String", StringValue }]),
    );
    const deadLetterArn = DeadLetterConfig?.Arn;
    const saved =
      deadLetterArn !== undefined &&
      allows(role, "sqs:SendMessage", deadLetterArn) &&
      options.sqs.send(deadLetterArn, { body: input, attributes, deadLetter: true });
    context.log({
      level: "error",
      from: "scheduler",
      message: `schedule ${schedule.group}/${schedule.name} fired in vain: ${failure.message} What it had to say ${saved ? `goes to ${deadLetterArn}` : "is lost"}`,
      fields: { code: failure.code, input },
    });
  }

  /**
   * With Scheduler's own words filled in; without an input, the event that Scheduler makes
   * (https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html).
   */
  function inputOf({ arn, target }: Fired, scheduledAt: number, execution: string): string {
    const words: Readonly<Record<string, string>> = {
      "<aws.scheduler.schedule-arn>": arn,
      "<aws.scheduler.scheduled-time>": timeOf(scheduledAt),
      "<aws.scheduler.execution-id>": execution,
      "<aws.scheduler.attempt-number>": "1",
    };
    if (target.Input !== undefined) {
      return target.Input.replace(/<aws\.scheduler\.[a-z-]+>/g, (word) => words[word] ?? word);
    }
    return JSON.stringify({
      version: "0",
      id: execution,
      "detail-type": "Scheduled Event",
      source: "aws.scheduler",
      account: context.account,
      time: timeOf(scheduledAt),
      region: context.region,
      resources: [arn],
      detail: "{}",
    });
  }
}

const timeOf = (at: number) => new Date(at).toISOString().replace(/\.\d+Z$/, "Z");

function objectIn(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
