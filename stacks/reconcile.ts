import { asynchronous } from "./asynchronous.ts";
import { mailboxes, publishToMailboxes } from "./channels.ts";
import { items, table } from "./data.ts";
import { physicalName } from "./names.ts";
import { schedulerRole } from "./schedulerRole.ts";
import { watchSchedules } from "./watch.ts";

const { fn, deadLetters } = asynchronous("Reconcile", {
  handler: "packages/functions/src/reconcile.handler",
  description: "Finds images that nobody announced, and rollouts that nobody looks at any more",
  timeout: "2 minutes",
  environment: { TABLE_NAME: table.name, TOPIC_ARN: mailboxes.arn },
  permissions: [
    // Not scoped: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html
    { actions: ["ec2:DescribeImages"], resources: ["*"] },
    items(["GetItem"], { startsWith: "TRACK#" }),
    publishToMailboxes,
  ],
});

const group = new aws.scheduler.ScheduleGroup("Reconciling", { name: physicalName(64, "Reconciling") });
watchSchedules("Reconciling", group);

new aws.scheduler.Schedule("Reconcile", {
  name: physicalName(64, "Reconcile"),
  groupName: group.name,
  description: "Has ami-refresh look for what was lost",
  // How long something that was lost may stay unnoticed.
  scheduleExpression: "rate(15 minutes)",
  flexibleTimeWindow: { mode: "OFF" },
  target: {
    arn: fn.arn,
    roleArn: schedulerRole("ReconcileRole", group, [deadLetters], [fn]).arn,
    deadLetterConfig: { arn: deadLetters.arn },
  },
});
