import { bus } from "./channels.ts";
import { consume, inBatches } from "./consumer.ts";
import { items, table } from "./data.ts";
import { deadLetterQueue } from "./deadLetters.ts";
import { sender, sendMail } from "./mail.ts";
import { admit, narrow } from "./queuePolicy.ts";
import { slackTokenParameter } from "./secrets.ts";
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
  description: "Tells the teams, by Slack and mail",
  timeout: "1 minute",
  environment: {
    TABLE_NAME: table.name,
    SLACK_TOKEN_PARAMETER: slackTokenParameter.name,
    ...(sender ? { SENDER: sender } : {}),
  },
  permissions: [
    consume(notifications),
    items(["GetItem", "PutItem"], { startsWith: "SENT#" }),
    items(["GetItem", "PutItem"], { startsWith: "SLACK#" }),
    { actions: ["ssm:GetParameter"], resources: [slackTokenParameter.arn] },
    ...(sender ? [sendMail(sender)] : []),
  ],
});
watchQueue("Notifications", notifications);
watchFunction("Notify", notify);
watchRule("Notifications", { EventBusName: bus.name, RuleName: rule.name });
// Slack takes about one message a second into a channel (https://docs.slack.dev/apis/web-api/rate-limits).
notifications.subscribe(notify.arn, inBatches(10, 2));
