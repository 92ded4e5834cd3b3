import type { Asked, Asks } from "./asks.ts";
import type { Facts } from "./facts.ts";

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsns.html */
export const snsAsks: Asks<typeof import("@aws-sdk/client-sns")> = {
  Publish: ({ TopicArn, TargetArn }) => publish(TopicArn ?? TargetArn),
  PublishBatch: ({ TopicArn }) => publish(TopicArn),
};

const publish = (resource = "*"): readonly Asked[] => [{ action: "sns:Publish", resource, context: {} }];

type QueueInput = { readonly QueueUrl?: string | undefined };
const onQueue =
  (action: string) =>
  ({ QueueUrl = "" }: QueueInput, facts: Facts): readonly Asked[] => [
    { action: `sqs:${action}`, resource: facts.arn("sqs", QueueUrl.split("/").at(-1) ?? ""), context: {} },
  ];

/**
 * The operations on several messages ask for the same as those on one
 * (https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsqs.html).
 */
export const sqsAsks: Asks<typeof import("@aws-sdk/client-sqs")> = {
  SendMessage: onQueue("SendMessage"),
  SendMessageBatch: onQueue("SendMessage"),
  ReceiveMessage: onQueue("ReceiveMessage"),
  DeleteMessage: onQueue("DeleteMessage"),
  DeleteMessageBatch: onQueue("DeleteMessage"),
  ChangeMessageVisibility: onQueue("ChangeMessageVisibility"),
  ChangeMessageVisibilityBatch: onQueue("ChangeMessageVisibility"),
  GetQueueAttributes: onQueue("GetQueueAttributes"),
  GetQueueUrl: ({ QueueName = "" }, facts) => [
    { action: "sqs:GetQueueUrl", resource: facts.arn("sqs", QueueName), context: {} },
  ],
};

/** Every entry by itself (https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoneventbridge.html). */
export const eventsAsks: Asks<typeof import("@aws-sdk/client-eventbridge")> = {
  PutEvents: ({ Entries = [] }, facts) =>
    Entries.map(({ EventBusName: bus = "default", Source, DetailType }) => ({
      action: "events:PutEvents",
      resource: bus.startsWith("arn:") ? bus : facts.arn("events", `event-bus/${bus}`),
      context: { "events:source": Source, "events:detail-type": DetailType },
    })),
};

/**
 * The sender's identity is its address or its domain: which of them is verified is not known here, where any is
 * (https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsimpleemailservicev2.html).
 */
export const sesAsks: Asks<typeof import("@aws-sdk/client-sesv2")> = {
  SendEmail: ({ FromEmailAddress = "", Destination = {}, ConfigurationSetName }, facts) => {
    const from = /<([^>]+)>\s*$/.exec(FromEmailAddress)?.[1] ?? FromEmailAddress;
    const { ToAddresses = [], CcAddresses = [], BccAddresses = [] } = Destination;
    const context = {
      "ses:ApiVersion": "2",
      "ses:FromAddress": from,
      "ses:Recipients": [...ToAddresses, ...CcAddresses, ...BccAddresses],
    };
    const resources = [
      facts.arn("ses", `identity/${from}`),
      ...(ConfigurationSetName === undefined ? [] : [facts.arn("ses", `configuration-set/${ConfigurationSetName}`)]),
    ];
    return resources.map((resource) => ({ action: "ses:SendEmail", resource, context }));
  },
};
