import { sesMail } from "@ami-refresh/core/adapters/aws/mail.ts";
import { tagValue, textOfTag } from "@ami-refresh/core/adapters/aws/mailTags.ts";
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
  it("has a sender, one reader, both bodies and tags of nothing but what SES takes", async () => {
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
        { Name: "event", Value: "step_2estarted" },
        { Name: "service", Value: "checkout" },
        { Name: "environment", Value: "staging" },
        { Name: "eventId", Value: "started_2fcheckout_2fami-1" },
      ],
    });
  });

  it("leaves out a tag that would be too long", async () => {
    const input = await sent({ about: { eventId: "x".repeat(257) } });
    expect(input?.EmailTags).toHaveLength(3);
  });

  it.each(["step.started", "a_b.c", "_2e", "checkout", "naïve/✓", ""])("has tags that tell %j again", (text) => {
    expect(tagValue(text)).toMatch(/^[\w-]*$/);
    expect(textOfTag(tagValue(text))).toBe(text);
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
