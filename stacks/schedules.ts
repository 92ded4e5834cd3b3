import { account, region } from "./account.ts";
import type { Mailbox } from "./mailbox.ts";
import { physicalName } from "./names.ts";
import { watchSchedules } from "./watch.ts";

/** The one-time schedules that say "look again" to a mailbox. */
export const scheduleGroup = new aws.scheduler.ScheduleGroup("LookAgain", { name: physicalName(64) });

watchSchedules("LookAgain", scheduleGroup);

/**
 * The role with which EventBridge Scheduler puts messages into one mailbox, or into its dead-letter queue when it cannot
 * (https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html).
 */
export function schedulesOf(name: string, mailbox: Mailbox) {
  const role = new aws.iam.Role(`LookAgain${name}`, {
    // IAM knows no Regions: the name must.
    name: region.apply((region) => physicalName(64, region, `LookAgain${name}`)),
    assumeRolePolicy: aws.iam.getPolicyDocumentOutput({
      statements: [
        {
          actions: ["sts:AssumeRole"],
          principals: [{ type: "Service", identifiers: ["scheduler.amazonaws.com"] }],
          conditions: [
            { test: "StringEquals", variable: "aws:SourceAccount", values: [account] },
            { test: "StringEquals", variable: "aws:SourceArn", values: [scheduleGroup.arn] },
          ],
        },
      ],
    }).json,
    inlinePolicies: [
      {
        name: "send",
        policy: aws.iam.getPolicyDocumentOutput({
          statements: [{ actions: ["sqs:SendMessage"], resources: [mailbox.queue.arn, mailbox.deadLetters.arn] }],
        }).json,
      },
    ],
  });
  return { group: scheduleGroup, role };
}
export type Schedules = ReturnType<typeof schedulesOf>;
