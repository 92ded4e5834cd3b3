import { account, arn, globalArn } from "./account.ts";
import { physicalName } from "./names.ts";
import { footprint } from "./policy.ts";

/** What the names of this stage's alarms begin with. */
export const alarmPrefix = physicalName(64, "alarm");

const onBehalfOfOurAlarms = [
  { test: "StringEquals", variable: "aws:SourceAccount", values: [account] },
  { test: "ArnLike", variable: "aws:SourceArn", values: [arn("cloudwatch", `alarm:${alarmPrefix}-*`)] },
];
const alarms = [{ type: "Service", identifiers: ["cloudwatch.amazonaws.com"] }];

/**
 * A key of our own: CloudWatch may not use the account's key for SNS
 * (https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html). In a key's policy `*` is the key itself; the
 * account looks after it through IAM, and reads nothing with it.
 */
const key = new aws.kms.Key("OperatorsKey", {
  description: "Alarms of ami-refresh on their way to its operators",
  enableKeyRotation: true,
  deletionWindowInDays: $app.stage === "production" ? 30 : 7,
  policy: aws.iam.getPolicyDocumentOutput({
    statements: [
      {
        actions: [
          "CancelKeyDeletion",
          "DescribeKey",
          "DisableKey",
          "DisableKeyRotation",
          "EnableKey",
          "EnableKeyRotation",
          "GetKeyPolicy",
          "GetKeyRotationStatus",
          "ListKeyPolicies",
          "ListResourceTags",
          "PutKeyPolicy",
          "ScheduleKeyDeletion",
          "TagResource",
          "UntagResource",
          "UpdateKeyDescription",
        ].map((action) => `kms:${action}`),
        resources: ["*"],
        principals: [{ type: "AWS", identifiers: [globalArn("iam", "root")] }],
      },
      {
        actions: ["kms:Decrypt", "kms:GenerateDataKey"],
        resources: ["*"],
        principals: alarms,
        conditions: onBehalfOfOurAlarms,
      },
    ],
  }).json,
});

/** Alarms, for the people who run ami-refresh. */
export const operators = new sst.aws.SnsTopic("Operators", { transform: { topic: { kmsMasterKeyId: key.arn } } });

new aws.sns.TopicPolicy("OperatorsPolicy", {
  arn: operators.arn,
  policy: aws.iam.getPolicyDocumentOutput({
    statements: [
      { actions: ["sns:Publish"], resources: [operators.arn], principals: alarms, conditions: onBehalfOfOurAlarms },
    ],
  }).json,
});

/** Whom an alarm tells, when it goes off and when it is over. */
export const alarmActions: readonly $util.Input<string>[] = [
  operators.arn,
  ...(footprint.operators?.topic === undefined ? [] : [footprint.operators.topic]),
];
