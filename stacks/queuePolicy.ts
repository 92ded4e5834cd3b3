import { account } from "./account.ts";

/** Who may put messages into a queue: an AWS service, on behalf of one of our resources (may hold `*`). */
export interface Sender {
  readonly service: "sns.amazonaws.com" | "events.amazonaws.com";
  readonly arn: $util.Input<string>;
}

/** Admits the senders to a queue that has no policy yet; a second policy on one queue would replace the first. */
export function admit(name: string, queue: sst.aws.Queue, senders: readonly Sender[]) {
  return new aws.sqs.QueuePolicy(name, { queueUrl: queue.url, policy: sendPolicy(queue.arn, senders) });
}

/**
 * A service that sends for anybody must be told for whom it may send here, or it sends for strangers too
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html).
 */
export function sendPolicy(queueArn: $util.Input<string>, senders: readonly Sender[]) {
  return aws.iam.getPolicyDocumentOutput({
    statements: senders.map((sender) => ({
      actions: ["sqs:SendMessage"],
      resources: [queueArn],
      principals: [{ type: "Service", identifiers: [sender.service] }],
      conditions: [
        { test: "StringEquals", variable: "aws:SourceAccount", values: [account] },
        { test: "ArnLike", variable: "aws:SourceArn", values: [sender.arn] },
      ],
    })),
  }).json;
}

const sendersOf = new Map<string, { queue: sst.aws.Queue; senders: readonly Sender[] }>();

/**
 * Replaces the policy that SST's `subscribeQueue` is about to make (its logical name is `policyName`): that one admits
 * SNS, S3 and EventBridge on behalf of any account.
 */
export function narrow(policyName: string, queue: sst.aws.Queue, senders: readonly Sender[]) {
  sendersOf.set(policyName, { queue, senders });
}

$transform(aws.sqs.QueuePolicy, (args, _options, name) => {
  const narrowed = sendersOf.get(name);
  if (narrowed) args.policy = sendPolicy(narrowed.queue.arn, narrowed.senders);
});
