import { MailboxMessage } from "@ami-refresh/core/domain/rollout/messages.ts";
import { Delivery } from "@ami-refresh/core/domain/subscription/delivery.ts";
import { DigestDue } from "@ami-refresh/core/domain/subscription/digestDue.ts";
import { Temporal } from "@ami-refresh/core/domain/temporal.ts";
import type { RegionContext } from "@ami-refresh/local/context.ts";
import { events } from "@ami-refresh/local/services/events/events.ts";
import { scheduler } from "@ami-refresh/local/services/scheduler/scheduler.ts";
import { sns } from "@ami-refresh/local/services/sns/sns.ts";
import type { ReceivedMessage } from "@ami-refresh/local/services/sqs/messages.ts";
import { sqs } from "@ami-refresh/local/services/sqs/sqs.ts";
import { admitting, aQueue, queueArn } from "../../support/wiring.ts";
import { call } from "../../unit/local/ec2/region.ts";
import type { Look } from "./world.ts";

const topic = { name: "Mailboxes", arn: "arn:aws:sns:eu-west-2:123456789012:Mailboxes" };
const bus = { name: "Domain", arn: "arn:aws:events:eu-west-2:123456789012:event-bus/Domain" };
const group = { name: "look-again", arn: "arn:aws:scheduler:eu-west-2:123456789012:schedule-group/look-again" };
const rule = {
  name: "Everything",
  arn: "arn:aws:events:eu-west-2:123456789012:rule/Domain/Everything",
  bus: bus.name,
  enabled: true,
  pattern: { source: ["ami-refresh"] },
  targets: [{ id: "queue", arn: queueArn("events"), retry: { maximumAttempts: 0, maximumAgeSeconds: 60 } }],
};

/** The simulated topic, bus and schedule group of a region, each with a queue that takes in what they hand on. */
export function messaging(context: RegionContext) {
  const queues = sqs(context, [
    aQueue("mailboxes", { policy: [admitting("mailboxes", "sns.amazonaws.com", topic.arn)] }),
    aQueue("events", { policy: [admitting("events", "events.amazonaws.com", rule.arn)] }),
    aQueue("mailbox"),
    aQueue("slack"),
    aQueue("email"),
    aQueue("dlq"),
  ]);
  const invoke = () => {
    throw new Error("there are no functions here");
  };
  const topics = sns({
    context,
    wiring: {
      topics: [topic],
      subscriptions: [{ topicArn: topic.arn, protocol: "sqs", endpoint: queueArn("mailboxes"), raw: true }],
    },
    sqs: queues,
    invoke,
  });
  const buses = events({
    context,
    wiring: { buses: [bus], rules: [rule] },
    sqs: queues,
    sns: topics,
    functions: [],
    invoke,
  });
  const schedules = scheduler({
    context,
    groups: [group],
    deployed: { schedules: [], every: () => () => {} },
    sqs: queues,
    sns: topics,
    events: buses,
    functions: [],
    invoke,
  });

  /** All that a queue holds, in the order in which it came. */
  const received = (queue: string): ReceivedMessage[] => {
    const arn = queueArn(queue);
    const all: ReceivedMessage[] = [];
    for (let some = queues.receive(arn, 10); some.length > 0; some = queues.receive(arn, 10)) all.push(...some);
    return all;
  };

  /** What a schedule says, and when. */
  const scheduled = (name: string) => {
    const schedule = schedules.operations.GetSchedule?.({ Name: name, GroupName: group.name }, call);
    if (!schedule || !("ScheduleExpression" in schedule)) throw new Error(`there is no schedule ${name}`);
    const time = /^at\((.*)\)$/.exec(schedule.ScheduleExpression ?? "")?.[1];
    if (!time) throw new Error(`${name} is not for one time`);
    return { message: JSON.parse(schedule.Target?.Input ?? ""), at: Temporal.Instant.from(`${time}Z`) };
  };
  const lookOf = (name: string): Look => {
    const { message, at } = scheduled(name);
    const look = MailboxMessage.parse(message);
    if (look.kind !== "look-again") throw new Error(`${name} says nothing to a mailbox`);
    return { service: look.service, family: look.family, at };
  };

  return {
    topics,
    buses,
    schedules,
    topicArn: topic.arn,
    busName: bus.name,
    target: {
      group: group.name,
      roleArn: "arn:aws:iam::123456789012:role/scheduler",
      mailboxArn: queueArn("mailbox"),
      deadLetterArn: queueArn("dlq"),
    },
    digestTargets: {
      group: group.name,
      roleArn: "arn:aws:iam::123456789012:role/scheduler",
      queues: {
        slack: { arn: queueArn("mailbox"), deadLetterArn: queueArn("dlq") },
        email: { arn: queueArn("mailbox"), deadLetterArn: queueArn("dlq") },
      },
    },
    queues: queues.operations,
    published: () =>
      received("mailboxes").map(({ body, attributes }) => ({
        body,
        attributes: Object.fromEntries(
          Object.entries(attributes).map(([name, { StringValue = "" }]) => [name, StringValue]),
        ),
      })),
    queueUrls: { slack: aQueue("slack").url, email: aQueue("email").url },
    queued: (kind: "slack" | "email") => received(kind).map(({ body }) => Delivery.parse(JSON.parse(body))),
    dueDigests: () =>
      schedules
        .upcoming()
        .map(({ name }) => scheduled(name))
        .map(({ at, message }) => ({ at, due: DigestDue.parse(message) }))
        .sort((a, b) => Temporal.Instant.compare(a.at, b.at)),
    sendings: () =>
      received("mailboxes").map(({ body, attributes }) => ({
        route: attributes.route?.StringValue ?? "",
        message: MailboxMessage.parse(JSON.parse(body)),
      })),
    events: (): { type: string; detail: unknown }[] =>
      received("events").map(({ body }) => {
        const event: { "detail-type": string; detail: unknown } = JSON.parse(body);
        return { type: event["detail-type"], detail: event.detail };
      }),
    looks: () =>
      schedules
        .upcoming()
        .map(({ name }) => lookOf(name))
        .sort((a, b) => Temporal.Instant.compare(a.at, b.at)),
  };
}
