import { eventBridgeBus } from "@ami-refresh/core/adapters/aws/bus.ts";
import { ec2Images } from "@ami-refresh/core/adapters/aws/images.ts";
import { snsMailboxes } from "@ami-refresh/core/adapters/aws/mailboxes.ts";
import type { PublishPorts } from "@ami-refresh/core/app/publish.ts";
import { recordedBus } from "@ami-refresh/core/app/recordedBus.ts";
import { EC2Client } from "@aws-sdk/client-ec2";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { SNSClient } from "@aws-sdk/client-sns";
import { required } from "../environment.ts";
import { telemetry } from "./telemetry.ts";

export function publishPorts(): PublishPorts {
  const told = telemetry();
  return {
    ...told,
    images: {
      ...ec2Images(new EC2Client()),
      builtBy: async (arn) => (await import("./imageBuilder.ts")).builtBy(arn),
      parameter: async (name) => (await import("./parameterStore.ts")).parameter(name),
    },
    mailboxes: snsMailboxes(new SNSClient(), required("TOPIC_ARN")),
    bus: recordedBus(eventBridgeBus(new EventBridgeClient(), required("BUS_NAME")), told),
  };
}
