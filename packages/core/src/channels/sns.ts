import { SNSClient } from "@aws-sdk/client-sns";
import { snsTopics } from "../adapters/aws/topics.ts";
import { toJson } from "../notify/json.ts";
import type { Channel, Topics } from "../ports.ts";
import type { Open } from "./given.ts";

export const open: Open = () => snsChannel({ topics: snsTopics((region) => new SNSClient({ region })) });

/** SNS: a topic of somebody's, whose subscribers pick by attributes. */
export const snsChannel = ({ topics }: { readonly topics: Topics }): Channel => ({
  kind: "sns",
  async deliver({ message, to, ...telling }) {
    if (!message) return;
    const { subject, severity, body } = toJson({ message, ...telling });
    const { event, service, environment } = telling.about;
    await topics.publish({
      topicArn: to.to,
      subject,
      body,
      attributes: {
        event,
        severity,
        team: telling.team.name,
        ...(service !== undefined && { service }),
        ...(environment !== undefined && { environment }),
      },
    });
  },
});
