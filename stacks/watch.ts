import { alarm } from "./alarms.ts";
import { watched } from "./watched.ts";

const functionMetric = (fn: sst.aws.Function, metricName: string) => ({
  namespace: "AWS/Lambda",
  metricName,
  dimensions: { FunctionName: fn.name },
  statistic: "Sum",
  threshold: 1,
});
const queueMetric = (queue: sst.aws.Queue, metricName: string, threshold: number) => ({
  namespace: "AWS/SQS",
  metricName,
  dimensions: { QueueName: queue.nodes.queue.name },
  statistic: "Maximum",
  threshold,
});

/**
 * Alarms when a function fails or is throttled in two of three times five minutes. One failure is tried again; what
 * fails for good is in a dead-letter queue, which has an alarm of its own.
 */
export function watchFunction(name: string, fn: sst.aws.Function) {
  watched.functions.push(fn);
  alarm(`${name}-errors`, {
    ...functionMetric(fn, "Errors"),
    timesOfThree: 2,
    description: `${name} keeps failing. Its log says why; what it could not do will be in its dead-letter queue.`,
  });
  alarm(`${name}-throttles`, {
    ...functionMetric(fn, "Throttles"),
    timesOfThree: 2,
    description: `${name} keeps being throttled: the account's concurrency in this Region is used up. Nothing is lost yet.`,
  });
}

/** Fifteen minutes: a message that fails is given up after half an hour. */
const oldest = 15 * 60;

/** Alarms when a queue that a function reads is not read. */
export function watchQueue(name: string, queue: sst.aws.Queue) {
  watched.queues.push(queue);
  alarm(`${name}-age`, {
    ...queueMetric(queue, "ApproximateAgeOfOldestMessage", oldest),
    description: `A message has waited in ${name} for a quarter of an hour. Is the function that reads it failing, throttled or switched off?`,
  });
}

/** Alarms at the first message. */
export function watchDeadLetters(name: string, queue: sst.aws.Queue) {
  watched.deadLetters.push(queue);
  alarm(`${name}-messages`, {
    ...queueMetric(queue, "ApproximateNumberOfMessagesVisible", 1),
    description: `${name} holds a message that could not be handled. Read it, mend the cause, and move it back (start a message move task) within 14 days.`,
  });
}

const lost = (what: string) =>
  `Something was lost: ${what} could not even be put into a dead-letter queue. Look at the queue's policy.`;

/** Alarms when what a function failed on for good did not reach its dead-letter queue. */
export function watchDestination(name: string, fn: sst.aws.Function) {
  alarm(`${name}-lost`, {
    ...functionMetric(fn, "DestinationDeliveryFailures"),
    description: lost(`an event that ${name} failed on`),
  });
}

/**
 * Alarms when EventBridge could put an event neither into a rule's target nor into its dead-letter queue. Only the
 * metrics of rules on other buses than the default one name the bus
 * (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html).
 */
export function watchRule(
  name: string,
  dimensions: { RuleName: $util.Input<string>; EventBusName?: $util.Input<string> },
) {
  alarm(`${name}Rule-lost`, {
    namespace: "AWS/Events",
    metricName: "InvocationsFailedToBeSentToDlq",
    dimensions,
    statistic: "Sum",
    threshold: 1,
    description: lost(`an event of the rule ${name}`),
  });
}

/** Alarms likewise for SNS (https://docs.aws.amazon.com/sns/latest/dg/sns-monitoring-using-cloudwatch.html). */
export function watchTopic(name: string, topic: sst.aws.SnsTopic) {
  alarm(`${name}Topic-lost`, {
    namespace: "AWS/SNS",
    metricName: "NumberOfNotificationsFailedToRedriveToDlq",
    dimensions: { TopicName: topic.name },
    statistic: "Sum",
    threshold: 1,
    description: lost(`a message of the topic ${name}`),
  });
}

/** Alarms likewise for Scheduler (https://docs.aws.amazon.com/scheduler/latest/UserGuide/monitoring-cloudwatch.html). */
export function watchSchedules(name: string, group: aws.scheduler.ScheduleGroup) {
  alarm(`${name}Schedules-lost`, {
    namespace: "AWS/Scheduler",
    metricName: "InvocationsFailedToBeSentToDeadLetterCount",
    dimensions: { ScheduleGroup: group.name },
    statistic: "Sum",
    threshold: 1,
    description: lost(`a message of a schedule in ${name}`),
  });
}
