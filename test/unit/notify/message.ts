import type { ServicePolicy } from "@ami-refresh/core/domain/policy.ts";
import { describe, type TeamEvent } from "@ami-refresh/core/notify/describe/index.ts";
import { toEmail } from "@ami-refresh/core/notify/email/index.ts";
import type { Message } from "@ami-refresh/core/notify/message.ts";
import { toSlack } from "@ami-refresh/core/notify/slack.ts";
import { checkout, payments } from "./events.ts";

export const region = "eu-west-2";

/** The message of an event that is told; throws where it is not. */
export function messageOf(event: TeamEvent, service: ServicePolicy | undefined = checkout, team = payments): Message {
  const message = describe(event, { team, region, ...(service && { service }) });
  if ("untold" in message) throw new Error(`not told: ${message.untold}`);
  return message;
}

export const mailOf = (event: TeamEvent) => toEmail(messageOf(event));

/** Every string in Slack's form of the message, one a line. */
export function slackTextOf(event: TeamEvent): string {
  const texts: string[] = [];
  JSON.stringify(toSlack(messageOf(event)), (key, value: unknown) => {
    if (key === "text" && typeof value === "string") texts.push(value);
    return value;
  });
  return texts.join("\n");
}
