import { eventBridgeBus } from "@ami-refresh/core/adapters/aws/bus.ts";
import { awsImages } from "@ami-refresh/core/adapters/aws/images.ts";
import { jsonLog } from "@ami-refresh/core/adapters/aws/log.ts";
import { snsMailboxes } from "@ami-refresh/core/adapters/aws/mailboxes.ts";
import type { PublishPorts } from "@ami-refresh/core/app/publish.ts";
import { EC2Client } from "@aws-sdk/client-ec2";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { ImagebuilderClient } from "@aws-sdk/client-imagebuilder";
import { SNSClient } from "@aws-sdk/client-sns";
import { SSMClient } from "@aws-sdk/client-ssm";
import { required } from "../environment.ts";

export function publishPorts(): PublishPorts {
  return {
    log: jsonLog(),
    images: awsImages({
      ec2: new EC2Client(),
      imageBuilder: new ImagebuilderClient(),
      ssm: new SSMClient(),
      region: required("AWS_REGION"),
    }),
    mailboxes: snsMailboxes(new SNSClient(), required("TOPIC_ARN")),
    bus: eventBridgeBus(new EventBridgeClient(), required("BUS_NAME")),
  };
}
