import type { Notification, Subscription } from "./model.ts";

/**
 * The notification as SNS wraps it (https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html). Its
 * signature is none: nothing here could vouch for AWS.
 */
export function envelope(notification: Notification, subscription: Subscription) {
  const { id, topicArn, message, subject, attributes, publishedAt } = notification;
  return {
    Type: "Notification",
    MessageId: id,
    TopicArn: topicArn,
    ...(subject !== undefined && { Subject: subject }),
    Message: message,
    Timestamp: new Date(publishedAt).toISOString(),
    SignatureVersion: "1",
    Signature: "LOCAL",
    SigningCertURL: "http://localhost/local.pem",
    UnsubscribeURL: `http://localhost/?Action=Unsubscribe&SubscriptionArn=${subscription.arn}`,
    ...(Object.keys(attributes).length > 0 && { MessageAttributes: shown(attributes) }),
  };
}

/** What a subscribed function is invoked with. */
export const lambdaEvent = (notification: Notification, subscription: Subscription) => ({
  Records: [
    {
      EventSource: "aws:sns",
      EventVersion: "1.0",
      EventSubscriptionArn: subscription.arn,
      Sns: { Subject: null, MessageAttributes: {}, ...envelope(notification, subscription) },
    },
  ],
});

const shown = (attributes: Notification["attributes"]) =>
  Object.fromEntries(
    Object.entries(attributes).map(([name, { DataType, StringValue, BinaryValue }]) => [
      name,
      { Type: DataType, Value: BinaryValue ? Buffer.from(BinaryValue).toString("base64") : StringValue },
    ]),
  );
