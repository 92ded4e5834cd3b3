import { snsTopics } from "@ami-refresh/core/adapters/aws/topics.ts";
import { snsChannel } from "@ami-refresh/core/channels/sns.ts";
import { SNSClient } from "@aws-sdk/client-sns";
import { deliverPorts } from "./deliver.ts";

export const deliverSnsPorts = () => ({
  ...deliverPorts(),
  channel: snsChannel({ topics: snsTopics((region) => new SNSClient({ region })) }),
});
