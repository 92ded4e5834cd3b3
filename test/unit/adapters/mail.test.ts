import { sesMail } from "@ami-refresh/core/adapters/aws/mail.ts";
import { tagValue, textOfTag } from "@ami-refresh/core/adapters/aws/mailTags.ts";
import type { MailMessage } from "@ami-refresh/core/ports.ts";
import type { SESv2Client } from "@aws-sdk/client-sesv2";
import { describe, expect, it } from "vitest";
import { anAwsClient } from "../../support/awsClient.ts";
import { at } from "../../support/policy.ts";

const about = { event: "step.started", service: "checkout", environment: "staging", eventId: "started/checkout/ami-1" };
const message: MailMessage = {
  to: "payments@example.com",
  subject: "checkout",
  html: "<p>checkout</p>",
  text: "checkout",
  about,
};

async function sent(change: Partial<Omit<MailMessage, "about">> & { about?: Partial<typeof about> }) {
  const aws = anAwsClient<SESv2Client>({ SendEmail: () => ({ MessageId: "1" }) });
  await sesMail(aws, { sender: "AMI refresh <ami-refresh@example.com>", configurationSet: "ours" }).send({
    ...message,
    ...change,
    about: { ...about, ...change.about },
  });
  return aws.calls[0]?.input;
}

async function headersOf(change: Partial<MailMessage>): Promise<{ Name: string; Value: string }[]> {
  return Object((await sent(change as Partial<Omit<MailMessage, "about">>))?.Content).Simple.Headers;
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
          Headers: [
            { Name: "Auto-Submitted", Value: "auto-generated" },
            { Name: "X-Auto-Response-Suppress", Value: "All" },
          ],
        },
      },
      EmailTags: [
        { Name: "event", Value: "step_2estarted" },
        { Name: "service", Value: "checkout" },
        { Name: "environment", Value: "staging" },
        { Name: "eventId", Value: "started_2fcheckout_2fami-1" },
      ],
      ConfigurationSetName: "ours",
    });
  });

  it("has all mails of a conversation answer one message, of the sender's domain, and others another", async () => {
    const root = async (conversation: string) => {
      const values = (await headersOf({ conversation })).filter(({ Name }) => /^(References|In-Reply-To)$/.test(Name));
      expect(values).toHaveLength(2);
      return new Set(values.map(({ Value }) => Value));
    };
    const checkout = await root("checkout/base/ami-1/payments");
    expect([...checkout]).toEqual([expect.stringMatching(/^<[0-9a-f]{40}@example\.com>$/)]);
    expect(await root("checkout/base/ami-1/payments")).toEqual(checkout);
    expect(await root("checkout/base/ami-2/payments")).not.toEqual(checkout);
  });

  it("attaches calendar entries as a file each, with the sender as their organizer", async () => {
    const entry = (service: string) => ({
      uid: `${service}.base.production.ami-1@ami-refresh`,
      sequence: 480,
      saidAt: at("2026-11-24T09:20:00Z"),
      summary: `${service}: production is refreshed to base-1`,
      description: `The groups of ${service}`,
      when: at("2026-12-01T10:00:00Z"),
    });
    const input = await sent({ calendar: [entry("checkout"), entry("ledger")] });
    const { Attachments } = Object(input?.Content).Simple;
    expect(Attachments).toMatchObject([
      { FileName: "calendar.ics", ContentType: "text/calendar" },
      { FileName: "calendar-2.ics", ContentType: "text/calendar" },
    ]);
    const [first, second] = Attachments.map(({ RawContent }: { RawContent: Uint8Array }) =>
      new TextDecoder().decode(RawContent),
    );
    expect(first).toContain("ORGANIZER:mailto:ami-refresh@example.com\r\n");
    expect(first).toContain("UID:checkout.");
    expect(second).toContain("UID:ledger.");
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
