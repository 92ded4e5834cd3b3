import { z } from "zod";
import type { GraphData } from "../graphData.ts";
import type { SubscriptionWiring, TopicWiring } from "../wiring.ts";
import { json, jsonObject, propertiesOf } from "./resources.ts";
import { policyJson } from "./statements.ts";

const Topic = z.object({ name: z.string(), arn: z.string(), fifoTopic: z.literal(false).default(false) });

const TopicPolicy = z.object({ arn: z.string(), policy: policyJson });

export function topicsOf(graph: GraphData): readonly TopicWiring[] {
  const policies = propertiesOf(graph, "aws:sns/topicPolicy:TopicPolicy", TopicPolicy);
  return propertiesOf(graph, "aws:sns/topic:Topic", Topic).map(({ name, arn }) => {
    const own = policies.filter((policy) => policy.arn === arn);
    if (own.length > 1) throw new Error(`${name} has ${own.length} topic policies, of which the last one put wins`);
    return { name, arn, ...(own[0] && { policy: own[0].policy }) };
  });
}

const Subscription = z.object({
  topic: z.string(),
  protocol: z.string(),
  endpoint: z.string(),
  rawMessageDelivery: z.boolean().default(false),
  filterPolicy: jsonObject.optional(),
  filterPolicyScope: z.enum(["MessageAttributes", "MessageBody"]).default("MessageAttributes"),
  redrivePolicy: json.pipe(z.object({ deadLetterTargetArn: z.string() })).optional(),
});

export const subscriptionsOf = (graph: GraphData): readonly SubscriptionWiring[] =>
  propertiesOf(graph, "aws:sns/topicSubscription:TopicSubscription", Subscription).map((subscription) => ({
    topicArn: subscription.topic,
    protocol: subscription.protocol,
    endpoint: subscription.endpoint,
    raw: subscription.rawMessageDelivery,
    ...(subscription.filterPolicy && {
      filter: { scope: subscription.filterPolicyScope, policy: subscription.filterPolicy },
    }),
    ...(subscription.redrivePolicy && { deadLetterArn: subscription.redrivePolicy.deadLetterTargetArn }),
  }));
