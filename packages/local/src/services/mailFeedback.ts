import type { RegionContext } from "../context.ts";
import type { ConfigurationSetWiring } from "../graph/wiring.ts";
import type { SentMail } from "./ses.ts";

/** How long until word of it comes: seconds, in SES's simulator. */
const wayBackMs = 2_000;

type Feedback = (mail: SentMail, recipient: string, at: string) => Told;
interface Told {
  readonly type: "BOUNCE" | "COMPLAINT";
  readonly detailType: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

/**
 * The addresses of SES's mailbox simulator, each of which may have a label (`bounce+ana@…`)
 * (https://docs.aws.amazon.com/ses/latest/dg/send-an-email-from-console.html). Whatever else one
 * sends to is delivered, and SES tells of that only who asks.
 */
const simulator: ReadonlyMap<string, Feedback> = new Map(
  Object.entries<Feedback>({
    bounce: (mail, emailAddress, at) =>
      bounced(mail, at, {
        bounceType: "Permanent",
        bounceSubType: "General",
        bouncedRecipients: [
          { emailAddress, action: "failed", status: "5.1.1", diagnosticCode: "smtp; 550 5.1.1 user unknown" },
        ],
        reportingMTA: "dsn; a8-96.smtp-out.amazonses.com",
      }),
    ooto: (mail, emailAddress, at) =>
      bounced(mail, at, { bounceType: "Transient", bounceSubType: "General", bouncedRecipients: [{ emailAddress }] }),
    suppressionlist: (mail, emailAddress, at) =>
      bounced(mail, at, {
        bounceType: "Permanent",
        bounceSubType: "Suppressed",
        bouncedRecipients: [
          {
            emailAddress,
            action: "failed",
            status: "5.1.1",
            diagnosticCode:
              "Amazon SES has suppressed sending to this address because it has a recent history of bouncing as an invalid address.",
          },
        ],
        reportingMTA: "dns; amazonses.com",
      }),
    complaint: (mail, emailAddress, at) => ({
      type: "COMPLAINT",
      detailType: "Email Complaint Received",
      detail: {
        eventType: "Complaint",
        complaint: {
          feedbackId: feedbackId(mail),
          complaintSubType: null,
          complainedRecipients: [{ emailAddress }],
          timestamp: at,
          userAgent: "Amazon SES Mailbox Simulator",
          complaintFeedbackType: "abuse",
          arrivalDate: at,
        },
      },
    }),
  }),
);

const bounced = (mail: SentMail, at: string, bounce: Readonly<Record<string, unknown>>): Told => ({
  type: "BOUNCE",
  detailType: "Email Bounced",
  detail: { eventType: "Bounce", bounce: { feedbackId: feedbackId(mail), ...bounce, timestamp: at } },
});

const feedbackId = ({ id }: SentMail) => `${id}-feedback-000000`;

/**
 * Puts on the default bus what SES would say of the mail, if its configuration set asks for that: in the format of SES's
 * events (https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-examples.html).
 */
export function tellOfFeedback(context: RegionContext, set: ConfigurationSetWiring, mail: SentMail): void {
  const { clock, account, region } = context;
  for (const recipient of mail.to) {
    const [, kind = ""] = /^(\w+)(?:\+[^@]*)?@simulator\.amazonses\.com$/i.exec(recipient) ?? [];
    const feedback = simulator.get(kind.toLowerCase());
    if (!feedback) continue;
    clock.at(clock.now() + wayBackMs, () => {
      const { type, detailType, detail } = feedback(mail, recipient, new Date(clock.now()).toISOString());
      if (!set.tells.includes(type)) return;
      context.emit({
        source: "aws.ses",
        detailType,
        resources: [set.arn],
        detail: { ...detail, mail: mailOf(mail, set, { account, region }) },
      });
    });
  }
}

/** Every tag has a list of values; SES adds some of its own. */
function mailOf(mail: SentMail, set: ConfigurationSetWiring, { account, region }: { account: string; region: string }) {
  const [, address = mail.from] = /<([^>]+)>\s*$/.exec(mail.from) ?? [];
  return {
    timestamp: mail.at,
    source: mail.from,
    sourceArn: `arn:aws:ses:${region}:${account}:identity/${address}`,
    sendingAccountId: account,
    messageId: mail.id,
    destination: mail.to,
    headersTruncated: false,
    headers: [
      { name: "From", value: mail.from },
      { name: "To", value: mail.to.join(", ") },
      { name: "Subject", value: mail.subject },
      ...mail.headers,
    ],
    commonHeaders: { from: [mail.from], to: mail.to, messageId: mail.id, subject: mail.subject },
    tags: {
      "ses:configuration-set": [set.name],
      "ses:from-domain": [address.split("@").at(-1) ?? ""],
      ...Object.fromEntries(Object.entries(mail.tags).map(([name, value]) => [name, [value]])),
    },
  };
}
