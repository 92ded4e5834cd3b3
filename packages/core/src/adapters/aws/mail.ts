import { createHash } from "node:crypto";
import { type Attachment, type MessageHeader, type SESv2Client, SendEmailCommand } from "@aws-sdk/client-sesv2";
import type { CalendarEntry } from "../../notify/calendar/entry.ts";
import type { Mail } from "../../ports.ts";
import { tagsOf } from "./mailTags.ts";

export interface SesMailOptions {
  /** An address, or a name with an address in angle brackets. */
  readonly sender: string;
  /** The configuration set by which SES tells of what comes back. */
  readonly configurationSet: string;
}

/**
 * Mail by SES. SES makes the headers from fields of their own, and none of the fields may hold a line break, so no text
 * can add a header.
 */
export function sesMail(client: Pick<SESv2Client, "send">, { sender, configurationSet }: SesMailOptions): Mail {
  return {
    async send({ to, subject, html, text, about, conversation, unsubscribe, calendar }) {
      await client.send(
        new SendEmailCommand({
          FromEmailAddress: sender,
          Destination: { ToAddresses: [oneAddress(to)] },
          Content: {
            Simple: {
              Subject: { Data: oneLine(subject), Charset: "UTF-8" },
              Body: { Html: { Data: html, Charset: "UTF-8" }, Text: { Data: text, Charset: "UTF-8" } },
              Headers: headers(conversation, addressOf(sender), unsubscribe),
              ...(calendar && { Attachments: await attached(calendar, addressOf(sender)) }),
            },
          },
          EmailTags: tagsOf(about),
          ConfigurationSetName: configurationSet,
        }),
      );
    },
  };
}

/**
 * A Message-ID is SES's own, whatever the sender gives (https://docs.aws.amazon.com/ses/latest/dg/header-fields.html),
 * so that no mail can name the one before it without remembering it. Instead all mails of a conversation answer one
 * that was never sent: by RFC 5256 those that have a reference in common are a thread, whether or not it is there.
 */
function headers(conversation: string | undefined, sender: string, unsubscribe: string | undefined): MessageHeader[] {
  const root = conversation === undefined ? [] : [messageId(conversation, sender)];
  return [
    // No out-of-office reply comes back (RFC 3834; the second is Exchange's).
    { Name: "Auto-Submitted", Value: "auto-generated" },
    { Name: "X-Auto-Response-Suppress", Value: "All" },
    ...root.flatMap((Value) => [
      { Name: "In-Reply-To", Value },
      { Name: "References", Value },
    ]),
    ...(unsubscribe === undefined ? [] : oneClick(unsubscribe)),
  ];
}

/**
 * By RFC 8058, with which mail programs show a button of their own. Both headers have to be signed: SES signs the headers of
 * a mail that it makes itself with Easy DKIM, these two among them
 * (https://docs.aws.amazon.com/ses/latest/dg/sending-email-subscription-management.html).
 */
const oneClick = (url: string): MessageHeader[] => [
  { Name: "List-Unsubscribe", Value: `<${url}>` },
  { Name: "List-Unsubscribe-Post", Value: "List-Unsubscribe=One-Click" },
];

const messageId = (conversation: string, sender: string): string =>
  `<${createHash("sha256").update(conversation).digest("hex").slice(0, 40)}@${sender.split("@").at(-1)}>`;

/** A file each: whoever opens one takes one entry. Few mails have any. */
async function attached(calendar: readonly CalendarEntry[], organizer: string): Promise<Attachment[]> {
  const { toIcs } = await import("../../notify/calendar/ics.ts");
  return calendar.map((entry, i) => ({
    FileName: i === 0 ? "calendar.ics" : `calendar-${i + 1}.ics`,
    // A file to be opened, not an invitation that travels by itself: those name the method here as well (RFC 6047).
    ContentType: "text/calendar",
    ContentDisposition: "ATTACHMENT",
    ContentTransferEncoding: "BASE64",
    RawContent: new TextEncoder().encode(toIcs(entry, organizer)),
  }));
}

/** `AMI refresh <ami-refresh@example.com>` without the name. */
const addressOf = (sender: string): string => /<([^>]+)>\s*$/.exec(sender)?.[1] ?? sender;

function oneAddress(address: string): string {
  if (/^[^\s,;:<>"()[\]]+@[^\s,;:<>"()[\]@]+$/.test(address)) return address;
  throw new Error(
    `${JSON.stringify(address)} is not one email address: mend the team's \`email\` in the configuration`,
  );
}

const oneLine = (text: string) => text.replace(/[\p{Cc}\u2028\u2029]+/gu, " ").trim();
