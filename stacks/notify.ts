import { bus } from "./channels.ts";
import { consume, inBatches } from "./consumer.ts";
import { items, table } from "./data.ts";
import { deadLetterQueue } from "./deadLetters.ts";
import { deliveries } from "./deliveries.ts";
import { collecting } from "./digests.ts";
import { admit, narrow } from "./queuePolicy.ts";
import { watchFunction, watchQueue, watchRule } from "./watch.ts";

const deadLetters = deadLetterQueue("NotificationsDlq");
const notifications = new sst.aws.Queue("Notifications", {
  visibilityTimeout: "6 minutes",
  dlq: { queue: deadLetters.arn, retry: 5 },
});

// SST makes the queue's policy before the rule that it names.
const ruleArn = Promise.withResolvers<$util.Output<string>>();
narrow("DomainSubscriberNotificationsPolicy", notifications, [
  { service: "events.amazonaws.com", arn: $output(ruleArn.promise) },
]);
const rule = bus.subscribeQueue("Notifications", notifications, {
  pattern: { source: ["ami-refresh"] },
  transform: { target: { deadLetterConfig: { arn: deadLetters.arn } } },
}).nodes.rule;
ruleArn.resolve(rule.arn);
admit("NotificationsDlqPolicy", deadLetters, [{ service: "events.amazonaws.com", arn: rule.arn }]);

export const notify = new sst.aws.Function("Notify", {
  handler: "packages/functions/src/notify.handler",
  description: "Puts what happens into the queues of those who want to hear of it",
  timeout: "1 minute",
  environment: {
    TABLE_NAME: table.name,
    ...Object.fromEntries(deliveries.map(({ kind, queue }) => [`QUEUE_${kind.toUpperCase()}`, queue.url])),
    ...collecting.environment,
  },
  permissions: [
    consume(notifications),
    items(["Query"], { is: "READERS" }),
    { actions: ["sqs:SendMessage"], resources: deliveries.map(({ queue }) => queue.arn) },
    ...collecting.permissions,
  ],
});
watchQueue("Notifications", notifications);
watchFunction("Notify", notify);
watchRule("Notifications", { EventBusName: bus.name, RuleName: rule.name });
notifications.subscribe(notify.arn, inBatches(10, 2));
