import { randomUUID } from "node:crypto";
import type { RegionContext } from "../../context.ts";
import type { Operations } from "../../endpoint/operations.ts";
import type { InvokeAsynchronously } from "../../functions/asynchronous.ts";
import type { Wiring } from "../../graph/wiring.ts";
import type { JsonObject } from "../../matching/json.ts";
import type { Sqs } from "../sqs/sqs.ts";
import { deliverTo } from "./deliveries.ts";
import type { Notification, Subscription, Topic } from "./model.ts";
import { publishOperations } from "./publishOperations.ts";
import { topicOperations } from "./topicOperations.ts";

export interface SnsOptions {
  readonly context: RegionContext;
  readonly wiring: Pick<Wiring, "topics" | "subscriptions">;
  /** Topics that are not of the deployment, and there from the start. Absent: none. */
  readonly others?: readonly Topic[];
  readonly sqs: Pick<Sqs, "deliver">;
  readonly invoke: InvokeAsynchronously;
}

export interface Sns {
  readonly operations: Operations<typeof import("@aws-sdk/client-sns")>;
  /** Publishes for another AWS service. False: no such topic. */
  publish(topicArn: string, message: string): boolean;
  /** What was published to topics that are not of the deployment, oldest first. */
  readonly toOthers: readonly Notification[];
}

/** What the operations share. */
export interface Topics {
  readonly topics: Map<string, Topic>;
  readonly subscriptions: Map<string, Subscription>;
  /** `messages`: per protocol, where they differ. */
  publish(topic: Topic, message: Omit<Notification, "id" | "topicArn" | "publishedAt">, messages?: JsonObject): string;
}

/** SNS: the graph's topics and subscriptions, and those that callers create. */
export function sns({ context, wiring, others = [], sqs, invoke }: SnsOptions): Sns {
  const topics = new Map<string, Topic>([...wiring.topics, ...others].map((topic) => [topic.arn, topic]));
  const own: ReadonlySet<string> = new Set(wiring.topics.map(({ arn }) => arn));
  const toOthers: Notification[] = [];
  const subscriptions = new Map<string, Subscription>();
  for (const { filter, ...wired } of wiring.subscriptions) {
    const arn = `${wired.topicArn}:${randomUUID()}`;
    subscriptions.set(arn, { ...wired, arn, ...(filter && { filter: { ...filter, policy: jsonOf(filter.policy) } }) });
  }
  const deliver = deliverTo({ context, sqs, invoke });

  const shared: Topics = {
    topics,
    subscriptions,
    publish(topic, message, messages = {}) {
      const id = randomUUID();
      const notification: Notification = { ...message, id, topicArn: topic.arn, publishedAt: context.clock.now() };
      if (!own.has(topic.arn)) toOthers.push(notification);
      for (const subscription of [...subscriptions.values()]) {
        if (subscription.topicArn !== topic.arn) continue;
        const own = messages[subscription.protocol];
        deliver(subscription, typeof own === "string" ? { ...notification, message: own } : notification);
      }
      return id;
    },
  };

  return {
    operations: { ...topicOperations(context, shared), ...publishOperations(shared) },
    publish(topicArn, message) {
      const topic = topics.get(topicArn);
      if (topic) shared.publish(topic, { message, attributes: {} });
      return topic !== undefined;
    },
    toOthers,
  };
}

/** The wiring's policies are JSON already, known only as unknown. */
const jsonOf = (policy: Readonly<Record<string, unknown>>): JsonObject => JSON.parse(JSON.stringify(policy));
