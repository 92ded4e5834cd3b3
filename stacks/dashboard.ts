import { region } from "./account.ts";
import { bus, mailboxes } from "./channels.ts";
import { physicalName } from "./names.ts";
import { watched } from "./watched.ts";

type Line = readonly $util.Input<string | Record<string, string>>[];

/**
 * A dashboard holds 2,500 lines at most
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html): the alarms know every service,
 * the graphs the first hundred.
 */
const shown = 100;

const graph = (title: string, stat: "Sum" | "Maximum", metrics: readonly Line[], width = 8) => ({
  type: "metric",
  width,
  height: 6,
  properties: { title, stat, metrics, region, view: "timeSeries", period: 300, stacked: false },
});

/**
 * Our own metrics of this stage, in a line for each value of their dimensions (packages/core/src/adapters/aws/metrics.ts)
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/search-expression-syntax.html).
 */
const ours = (title: string, metric: string, stat: "Sum" | "Average", ...dimensions: string[]) => ({
  type: "metric",
  width: 8,
  height: 6,
  properties: {
    title,
    region,
    view: "timeSeries",
    period: 300,
    metrics: [
      [
        {
          expression: `SEARCH('{AmiRefresh,stage,${dimensions}} MetricName="${metric}" stage="${$app.stage}"', '${stat}', 300)`,
          id: "e1",
        },
      ],
    ],
  },
});

const step = ["service", "environment"];

const perFunction = (metric: string): Line[] =>
  watched.functions.slice(0, shown).map((fn) => ["AWS/Lambda", metric, "FunctionName", fn.name]);
const perQueue = (metric: string, queues: readonly sst.aws.Queue[]): Line[] =>
  queues.slice(0, shown).map((queue) => ["AWS/SQS", metric, "QueueName", queue.nodes.queue.name]);

export const dashboard = new aws.cloudwatch.Dashboard("Overview", {
  dashboardName: physicalName(255),
  dashboardBody: $jsonStringify({
    widgets: [
      ours("Images published", "ImagesPublished", "Sum", "family"),
      ours("Images that were refused", "ImagesRejected", "Sum", "rule"),
      ours("Messages that teams did not get", "NotificationFailures", "Sum", "channel"),
      ours("Addresses that take no mail any more", "AddressesSuspended", "Sum", "channel"),
      ours("Steps started", "StepsStarted", "Sum", ...step),
      ours("Steps succeeded", "StepsSucceeded", "Sum", ...step),
      ours("Steps failed", "StepsFailed", "Sum", ...step),
      ours("How long refreshes take (seconds)", "RefreshDuration", "Average", ...step),
      ours("What steps wait for (seconds)", "WaitByGate", "Average", "gate"),
      graph("Dead letters", "Maximum", perQueue("ApproximateNumberOfMessagesVisible", watched.deadLetters)),
      graph("Messages waiting", "Maximum", perQueue("ApproximateNumberOfMessagesVisible", watched.queues)),
      graph("Age of the oldest message", "Maximum", perQueue("ApproximateAgeOfOldestMessage", watched.queues)),
      graph("Published to mailboxes, and domain events", "Sum", [
        ["AWS/SNS", "NumberOfMessagesPublished", "TopicName", mailboxes.name],
        ["AWS/Events", "MatchedEvents", "EventBusName", bus.name],
      ]),
      graph("Failures of functions", "Sum", perFunction("Errors")),
      graph("Throttled functions", "Sum", perFunction("Throttles")),
      graph("How long functions take", "Maximum", perFunction("Duration")),
    ],
  }),
});
