import { sesMail } from "@ami-refresh/core/adapters/aws/mail.ts";
import type { SESv2Client } from "@aws-sdk/client-sesv2";
import { describe, expect, it } from "vitest";
import { anAwsClient } from "../../support/awsClient.ts";

const about = { event: "step.started", service: "checkout", environment: "staging", eventId: "started/checkout/ami-1" };
const message = { to: "payments@example.com", subject: "checkout", html: "<p>checkout</p>", text: "checkout", about };

async function sent(change: Partial<Omit<typeof message, "about">> & { about?: Partial<typeof about> }) {
  const aws = anAwsClient<SESv2Client>({ SendEmail: () => ({ MessageId: "1" }) });
  await sesMail(aws, "AMI refresh <ami-refresh@example.com>").send({
    ...message,
    ...change,
    about: { ...about, ...change.about },
  });
  return aws.calls[0]?.input;
}

describe("mail by SES", () => {
  it("has a sender, one reader, both bodies and tags; what a tag may not hold is none", async () => {
    expect(await sent({})).toEqual({
      FromEmailAddress: "AMI refresh <ami-refresh@example.com>",
      Destination: { ToAddresses: ["payments@example.com"] },
      Content: {
        Simple: {
          Subject: { Data: "checkout", Charset: "UTF-8" },
          Body: {
            Html: { Data: "<p>checkout</p>", Charset: "UTF-8" },
            Text: { Data: "checkout", Charset: "UTF-8" },
          },
        },
      },
      EmailTags: [
        { Name: "event", Value: "step.started" },
        { Name: "service", Value: "checkout" },
        { Name: "environment", Value: "staging" },
      ],
    });
  });

  it("tags the event's id where it is legal", async () => {
    const input = await sent({ about: { eventId: "started.1" } });
    expect(input?.EmailTags).toContainEqual({ Name: "eventId", Value: "started.1" });
  });

  it.each(["\r\n", "\n", "\r", "\u2028", "\0"])("keeps a subject with %j on one line", async (end) => {
    const input = await sent({ subject: `base${end}Bcc: thief@example.com` });
    expect(input).toMatchObject({ Content: { Simple: { Subject: { Data: "base Bcc: thief@example.com" } } } });
  });

  it.each([
    "payments@example.com\r\nBcc: thief@example.com",
    "payments@example.com, thief@example.com",
    "Payments <payments@example.com>",
    "payments",
  ])("refuses a reader that is not one address: %j", async (to) => {
    await expect(sent({ to })).rejects.toThrow("is not one email address");
  });
});
