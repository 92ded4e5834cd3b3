import { arn } from "./account.ts";
import { onDefaultBus } from "./asynchronous.ts";
import { bus, mailboxes, publishToMailboxes, putDomainEvents } from "./channels.ts";
import { noSecrets } from "./secrets.ts";

// An AMI that failed is let in so that the decision not to roll it out is on record.
const announcements = {
  AmiState: {
    source: ["aws.ec2"],
    detailType: ["EC2 AMI State Change"],
    detail: { State: ["available", "failed"] },
  },
  ImageBuilder: {
    source: ["aws.imagebuilder"],
    detailType: ["EC2 Image Builder Image State Change"],
    detail: { state: { status: ["AVAILABLE"] } },
  },
  ImageParameter: {
    source: ["aws.ssm"],
    detailType: ["Parameter Store Change"],
    detail: { dataType: ["aws:ec2:image"] },
  },
  // One that names a stage is a test of that stage, and reaches no other.
  ImagePublished: {
    source: ["ami-refresh"],
    detailType: ["Image Published"],
    detail: { Stage: [{ exists: false }, $app.stage] },
  },
};

export const publish = onDefaultBus("Publish", announcements, {
  handler: "packages/functions/src/publish.handler",
  description: "Recognises published images and tells the services of their family",
  timeout: "1 minute",
  environment: { TOPIC_ARN: mailboxes.arn, BUS_NAME: bus.name },
  permissions: [
    { actions: ["ec2:DescribeImages"], resources: ["*"] },
    { actions: ["imagebuilder:GetImage"], resources: [arn("imagebuilder", "image/*")] },
    // Any parameter may point to an image.
    { actions: ["ssm:GetParameter"], resources: [arn("ssm", "parameter/*")] },
    ...noSecrets("ssm:GetParameter"),
    publishToMailboxes,
    putDomainEvents,
  ],
});
