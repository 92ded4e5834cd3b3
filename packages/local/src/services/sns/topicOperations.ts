import { randomUUID } from "node:crypto";
import type { RegionContext } from "../../context.ts";
import { AwsError } from "../../endpoint/operations.ts";
import type { Subscription, Topic } from "./model.ts";
import type { Sns, Topics } from "./sns.ts";
import { attributesOf, withAttributes } from "./subscriptionAttributes.ts";

/** Topics, and who is subscribed to them. */
export function topicOperations({ account, region }: RegionContext, shared: Topics): Sns["operations"] {
  const { topics, subscriptions } = shared;
  const existing = (arn = ""): Subscription => {
    const subscription = subscriptions.get(arn);
    if (!subscription) throw new AwsError("NotFound", "Subscription does not exist", 404);
    return subscription;
  };
  const told = ({ arn, topicArn, protocol, endpoint }: Subscription) => ({
    SubscriptionArn: arn,
    Owner: account,
    Protocol: protocol,
    Endpoint: endpoint,
    TopicArn: topicArn,
  });
  const of = (topic: Topic) => [...subscriptions.values()].filter(({ topicArn }) => topicArn === topic.arn);

  return {
    CreateTopic: ({ Name = "" }) => {
      if (!/^[\w-]{1,256}$/.test(Name)) throw new AwsError("InvalidParameter", "Invalid parameter: Topic Name");
      const arn = `arn:aws:sns:${region}:${account}:${Name}`;
      if (!topics.has(arn)) topics.set(arn, { name: Name, arn });
      return { TopicArn: arn };
    },

    DeleteTopic: ({ TopicArn = "" }) => {
      topics.delete(TopicArn);
      for (const { arn, topicArn } of [...subscriptions.values()]) if (topicArn === TopicArn) subscriptions.delete(arn);
      return {};
    },

    ListTopics: () => ({ Topics: [...topics.keys()].map((TopicArn) => ({ TopicArn })) }),

    GetTopicAttributes: ({ TopicArn }) => {
      const topic = existingTopic(shared, TopicArn);
      return {
        Attributes: {
          TopicArn: topic.arn,
          Owner: ownerOf(topic),
          Policy: JSON.stringify(policyOf(topic, account)),
          DisplayName: "",
          SubscriptionsConfirmed: String(of(topic).length),
          SubscriptionsPending: "0",
          SubscriptionsDeleted: "0",
        },
      };
    },

    Subscribe: ({ TopicArn, Protocol: protocol = "", Endpoint: endpoint = "", Attributes = {} }) => {
      const topic = existingTopic(shared, TopicArn);
      if (!protocols.has(protocol)) {
        throw new AwsError("InvalidParameter", `Invalid parameter: Does not support this protocol string: ${protocol}`);
      }
      const known = of(topic).find((each) => each.protocol === protocol && each.endpoint === endpoint);
      if (known) return { SubscriptionArn: known.arn };
      const arn = `${topic.arn}:${randomUUID()}`;
      const plain: Subscription = { arn, topicArn: topic.arn, protocol, endpoint, raw: false };
      subscriptions.set(arn, withAttributes(plain, Attributes));
      return { SubscriptionArn: arn };
    },

    Unsubscribe: ({ SubscriptionArn = "" }) => {
      subscriptions.delete(SubscriptionArn);
      return {};
    },

    ListSubscriptions: () => ({ Subscriptions: [...subscriptions.values()].map(told) }),

    ListSubscriptionsByTopic: ({ TopicArn }) => ({ Subscriptions: of(existingTopic(shared, TopicArn)).map(told) }),

    GetSubscriptionAttributes: ({ SubscriptionArn }) => {
      const subscription = existing(SubscriptionArn);
      return { Attributes: { ...told(subscription), ...attributesOf(subscription), PendingConfirmation: "false" } };
    },

    SetSubscriptionAttributes: ({ SubscriptionArn, AttributeName = "", AttributeValue = "" }) => {
      const subscription = existing(SubscriptionArn);
      subscriptions.set(subscription.arn, withAttributes(subscription, { [AttributeName]: AttributeValue }));
      return {};
    },
  };
}

export function existingTopic({ topics }: Topics, arn = ""): Topic {
  const topic = topics.get(arn);
  if (!topic) throw new AwsError("NotFound", "Topic does not exist", 404);
  return topic;
}

const protocols = new Set(["sqs", "lambda", "http", "https", "email", "email-json", "sms", "application", "firehose"]);

const ownerOf = ({ arn }: Topic): string => arn.split(":")[4] ?? "";

/** SNS gives every topic one that lets its owner's account in; those of other accounts are there to be told by us. */
function policyOf(topic: Topic, account: string) {
  const owner = ownerOf(topic);
  const everybody = { Effect: "Allow", Principal: { AWS: "*" }, Action: "SNS:Publish", Resource: topic.arn };
  return {
    Version: "2008-10-17",
    Statement: [
      owner === account ? { ...everybody, Condition: { StringEquals: { "AWS:SourceOwner": owner } } } : everybody,
    ],
  };
}
