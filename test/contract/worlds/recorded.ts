import { MailboxMessage } from "@ami-refresh/core/domain/rollout/messages.ts";
import { Temporal } from "@ami-refresh/core/domain/temporal.ts";
import { AwsError } from "@ami-refresh/local/endpoint/operations.ts";
import type { PutEventsCommandInput } from "@aws-sdk/client-eventbridge";
import type { CreateScheduleCommandInput } from "@aws-sdk/client-scheduler";
import type { PublishCommandInput } from "@aws-sdk/client-sns";
import type { Look } from "./world.ts";

/** A topic, a bus and a schedule group that keep what they were given, as AWS would have it in hand. */

export function recordedTopic() {
  const arn = "arn:aws:sns:eu-west-2:123456789012:Mailboxes";
  const published: { readonly route: string; readonly body: string }[] = [];
  return {
    arn,
    published,
    operations: {
      Publish: ({ TopicArn, Message = "", MessageAttributes }: PublishCommandInput) => {
        if (TopicArn !== arn) throw new AwsError("NotFound", "Topic does not exist", 404);
        published.push({ route: MessageAttributes?.route?.StringValue ?? "", body: Message });
        return { MessageId: String(published.length) };
      },
    },
  };
}

export function recordedBus() {
  const name = "Domain";
  const entries: { readonly type: string; readonly detail: string }[] = [];
  return {
    name,
    entries,
    operations: {
      PutEvents: ({ Entries = [] }: PutEventsCommandInput) => {
        if (Entries.length > 10) throw new AwsError("ValidationException", "too many entries");
        entries.push(...Entries.map(({ DetailType = "", Detail = "" }) => ({ type: DetailType, detail: Detail })));
        return { FailedEntryCount: 0, Entries: Entries.map((_, i) => ({ EventId: String(i) })) };
      },
    },
  };
}

export function recordedSchedules() {
  const schedules = new Map<string, CreateScheduleCommandInput>();
  return {
    target: {
      group: "look-again",
      roleArn: "arn:aws:iam::123456789012:role/scheduler",
      mailboxArn: "arn:aws:sqs:eu-west-2:123456789012:mailbox",
      deadLetterArn: "arn:aws:sqs:eu-west-2:123456789012:dlq",
    },
    looks: (): Look[] => [...schedules.values()].map(lookOf).sort((a, b) => Temporal.Instant.compare(a.at, b.at)),
    operations: {
      CreateSchedule: (input: CreateScheduleCommandInput) => {
        const name = input.Name ?? "";
        if (schedules.has(name)) throw new AwsError("ConflictException", `Schedule ${name} already exists.`, 409);
        schedules.set(name, input);
        return { ScheduleArn: `arn:aws:scheduler:eu-west-2:123456789012:schedule/look-again/${name}` };
      },
    },
  };
}

function lookOf({ ScheduleExpression, Target }: CreateScheduleCommandInput): Look {
  const message = MailboxMessage.parse(JSON.parse(Target?.Input ?? ""));
  const time = /^at\((.*)\)$/.exec(ScheduleExpression ?? "")?.[1];
  if (message.kind !== "look-again" || !time) throw new Error(`${ScheduleExpression} says nothing to a mailbox`);
  return { service: message.service, family: message.family, at: Temporal.Instant.from(`${time}Z`) };
}
