import type { RegionContext } from "../../context.ts";
import type { InvokeAsynchronously } from "../../functions/asynchronous.ts";
import { accepts } from "../../matching/filterPolicy.ts";
import type { Sqs } from "../sqs/sqs.ts";
import { envelope, lambdaEvent } from "./envelope.ts";
import type { Notification, Subscription } from "./model.ts";

export interface DeliveryOptions {
  readonly context: Pick<RegionContext, "log">;
  readonly sqs: Pick<Sqs, "deliver">;
  readonly invoke: InvokeAsynchronously;
}

/** Brings a notification to those subscribers that want it. */
export function deliverTo(options: DeliveryOptions) {
  return (subscription: Subscription, notification: Notification): void => {
    const { message: body, attributes } = notification;
    if (subscription.filter && !accepts(subscription.filter, { body, attributes })) return;
    const failure = attempt(subscription, notification);
    if (failure) giveUp(subscription, notification, failure);
  };

  /** Answers why it did not arrive. */
  function attempt(subscription: Subscription, notification: Notification): string | undefined {
    switch (subscription.protocol) {
      case "sqs": {
        const outcome = put(subscription.endpoint, subscription, notification, false);
        return outcome === "delivered" ? undefined : `the queue ${outcomes[outcome]}`;
      }
      case "lambda": {
        const name = /:function:([\w-]+)/.exec(subscription.endpoint)?.[1] ?? subscription.endpoint;
        try {
          options.invoke(name, JSON.stringify(lambdaEvent(notification, subscription)));
          return undefined;
        } catch (error) {
          return error instanceof Error ? error.message : String(error);
        }
      }
      default:
        options.context.log({
          level: "info",
          from: "sns",
          message: `nothing leaves the local region: ${subscription.protocol} to ${subscription.endpoint}`,
          fields: { topic: notification.topicArn, message: notification.message },
        });
        return undefined;
    }
  }

  function put(queueArn: string, subscription: Subscription, notification: Notification, deadLetter: boolean) {
    const content = subscription.raw
      ? { body: notification.message, attributes: notification.attributes }
      : { body: JSON.stringify(envelope(notification, subscription)) };
    const sender = { service: "sns.amazonaws.com", sourceArn: notification.topicArn };
    return options.sqs.deliver(queueArn, { ...content, deadLetter }, sender);
  }

  // A queue that is gone or closed is a client-side error, which SNS does not retry
  // (https://docs.aws.amazon.com/sns/latest/dg/sns-dead-letter-queues.html).
  function giveUp(subscription: Subscription, notification: Notification, failure: string): void {
    const { deadLetterArn } = subscription;
    const saved = deadLetterArn !== undefined && put(deadLetterArn, subscription, notification, true) === "delivered";
    options.context.log({
      level: "error",
      from: "sns",
      message: `a message did not reach ${subscription.endpoint}: ${failure}. It ${saved ? `goes to ${deadLetterArn}` : "is lost"}`,
      fields: { topic: notification.topicArn, message: notification.message },
    });
  }
}

const outcomes = { missing: "is not there", refused: "does not admit the topic: see its policy" } as const;
