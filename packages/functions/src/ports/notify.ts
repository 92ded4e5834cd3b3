import { slackChat } from "@ami-refresh/core/adapters/aws/chat.ts";
import { systemClock } from "@ami-refresh/core/adapters/aws/clock.ts";
import { sesMail } from "@ami-refresh/core/adapters/aws/mail.ts";
import { keptSecret } from "@ami-refresh/core/adapters/aws/secret.ts";
import { dynamoSent } from "@ami-refresh/core/adapters/aws/sent.ts";
import { dynamoThreads } from "@ami-refresh/core/adapters/aws/threads.ts";
import type { NotifyPorts } from "@ami-refresh/core/app/notify.ts";
import type { Mail } from "@ami-refresh/core/ports.ts";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SESv2Client } from "@aws-sdk/client-sesv2";
import { required } from "../environment.ts";
import { telemetry } from "./telemetry.ts";

export function notifyPorts(): NotifyPorts {
  const tokenParameter = required("SLACK_TOKEN_PARAMETER");
  const [dynamo, table, clock] = [new DynamoDBClient(), required("TABLE_NAME"), systemClock()];
  return {
    ...telemetry(),
    chat: slackChat({
      token: keptSecret(async () => (await import("./parameterStore.ts")).secret(tokenParameter)),
      url: process.env.SLACK_API_URL,
    }),
    mail: mail(),
    sent: dynamoSent(dynamo, table, clock),
    threads: dynamoThreads(dynamo, table, clock),
  };
}

/** The stacks set no sender where no team wanted mail when they were deployed. */
function mail(): Mail {
  if (process.env.SENDER) return sesMail(new SESv2Client(), process.env.SENDER);
  return { send: async () => void required("SENDER") };
}
