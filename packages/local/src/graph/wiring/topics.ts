import { z } from "zod";
import type { GraphData } from "../graphData.ts";
import type { SubscriptionWiring, Wiring } from "../wiring.ts";
import { json, jsonObject, propertiesOf } from "./resources.ts";

const Topic = z.object({ name: z.string(), arn: z.string(), fifoTopic: z.literal(false).default(false) });

export const topicsOf = (graph: GraphData): Wiring["topics"] =>
  propertiesOf(graph, "aws:sns/topic:Topic", Topic).map(({ name, arn }) => ({ name, arn }));

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
