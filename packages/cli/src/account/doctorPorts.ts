import { systemClock } from "@ami-refresh/core/adapters/aws/clock.ts";
import { ec2LaunchTemplates } from "@ami-refresh/core/adapters/aws/launchTemplates.ts";
import type { DoctorPorts } from "@ami-refresh/core/app/doctor/ports.ts";
import type { Clock } from "@ami-refresh/core/ports.ts";
import { AutoScalingClient } from "@aws-sdk/client-auto-scaling";
import { EC2Client } from "@aws-sdk/client-ec2";
import { SESv2Client } from "@aws-sdk/client-sesv2";
import { SNSClient } from "@aws-sdk/client-sns";
import { SSMClient } from "@aws-sdk/client-ssm";
import { asking } from "./answers.ts";
import { chatSurvey } from "./chatSurvey.ts";
import { type Connection, clientConfig, slackUrl } from "./connection.ts";
import { groupSurvey } from "./groupSurvey.ts";
import { identityOf } from "./identity.ts";
import { imageSurvey } from "./imageSurvey.ts";
import { mailSurvey } from "./mailSurvey.ts";
import { readersSurvey } from "./readersSurvey.ts";
import { templateTags } from "./templateTags.ts";
import { topicSurvey } from "./topicSurvey.ts";
import { webhookSurvey } from "./webhookSurvey.ts";

export interface DoctorConnection extends Connection {
  /** Whose Slack token, whose secrets of webhooks, and whose readers. */
  readonly stage?: string;
}

/** The doctor's look at an account, through the SDK's own clients. */
export function doctorPorts(
  connection: DoctorConnection,
  environment: Readonly<Record<string, string | undefined>>,
  clock: Clock = systemClock(),
): DoctorPorts {
  const config = clientConfig(connection, environment);
  const ec2 = new EC2Client(config);
  const ssm = new SSMClient(config);
  const templates = ec2LaunchTemplates(ec2);
  let known: ReturnType<typeof identityOf> | undefined;
  const identity = () => {
    known ??= identityOf(config);
    return known;
  };
  return {
    clock,
    account: { identity },
    groups: groupSurvey(new AutoScalingClient(config)),
    launchTemplates: {
      version: (id, version) => asking("ec2:DescribeLaunchTemplateVersions", () => templates.version(id, version)),
      tags: templateTags(ec2),
    },
    images: imageSurvey(ec2, identity),
    chat: chatSurvey({
      ssm,
      url: slackUrl(connection, environment),
      stage: connection.stage,
    }),
    mail: mailSurvey(new SESv2Client(config)),
    topics: topicSurvey((region) => new SNSClient({ ...config, region }), identity),
    webhooks: webhookSurvey(ssm, connection.stage),
    readers: readersSurvey(config, clock, connection.stage),
  };
}
