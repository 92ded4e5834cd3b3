import { account, region } from "./account.ts";
import { physicalName } from "./names.ts";

/**
 * The role with which EventBridge Scheduler, on behalf of one group of schedules, puts messages into queues: those that it
 * is for, and the dead-letter queues of those; or invokes functions
 * (https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html).
 */
export function schedulerRole(
  name: string,
  group: aws.scheduler.ScheduleGroup,
  queues: readonly sst.aws.Queue[],
  functions: readonly sst.aws.Function[] = [],
) {
  return new aws.iam.Role(name, {
    // IAM knows no Regions: the name must.
    name: region.apply((region) => physicalName(64, region, name)),
    assumeRolePolicy: aws.iam.getPolicyDocumentOutput({
      statements: [
        {
          actions: ["sts:AssumeRole"],
          principals: [{ type: "Service", identifiers: ["scheduler.amazonaws.com"] }],
          conditions: [
            { test: "StringEquals", variable: "aws:SourceAccount", values: [account] },
            { test: "StringEquals", variable: "aws:SourceArn", values: [group.arn] },
          ],
        },
      ],
    }).json,
    inlinePolicies: [
      {
        name: "send",
        policy: aws.iam.getPolicyDocumentOutput({
          statements: [
            { actions: ["sqs:SendMessage"], resources: queues.map(({ arn }) => arn) },
            ...functions.map(({ arn }) => ({ actions: ["lambda:InvokeFunction"], resources: [arn] })),
          ],
        }).json,
      },
    ],
  });
}
