import type { Attachment } from "@aws-sdk/client-sesv2";
import type { RegionContext } from "../context.ts";
import { AwsError, type Operations } from "../endpoint/operations.ts";
import type { ConfigurationSetWiring } from "../graph/wiring.ts";
import { tellOfFeedback } from "./mailFeedback.ts";
import { readMime } from "./mime.ts";

/** A mail as it was sent: once for each recipient's mailbox. */
export interface SentMail {
  readonly id: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Those of a Simple mail besides the ones made of the fields above. */
  readonly headers: readonly MailHeader[];
  readonly attachments: readonly MailAttachment[];
  /** ISO 8601, simulated time. */
  readonly at: string;
}

export interface MailHeader {
  readonly name: string;
  readonly value: string;
}
export interface MailAttachment {
  readonly name: string;
  /** Its media type. */
  readonly type: string;
  readonly content: Uint8Array;
}

export interface SesOptions {
  readonly context: RegionContext;
  readonly onMail: (mail: SentMail) => void;
  /** Absent: there is none. */
  readonly configurationSets?: readonly ConfigurationSetWiring[];
}

/**
 * SES v2: takes mail from any sender and keeps it; nothing is ever sent. Mail to the addresses of SES's mailbox simulator
 * comes back as it does there.
 */
export function sesOperations({
  context,
  onMail,
  configurationSets = [],
}: SesOptions): Operations<typeof import("@aws-sdk/client-sesv2")> {
  let count = 0;
  return {
    SendEmail: (input) => {
      const { ToAddresses = [], CcAddresses = [], BccAddresses = [] } = input.Destination ?? {};
      const simple = input.Content?.Simple;
      const raw = input.Content?.Raw?.Data;
      if (!simple && !raw)
        throw badRequest("Content must hold Simple or Raw; templates are not part of the local region");
      const mime = raw ? readMime(Buffer.from(raw).toString("utf8")) : undefined;
      const to = [...ToAddresses, ...CcAddresses, ...BccAddresses];
      const recipients = to.length > 0 ? to : (mime?.to ?? []);
      const from = input.FromEmailAddress ?? mime?.from;
      if (!from) throw badRequest("From email address is missing");
      if (recipients.length === 0) throw badRequest("Missing required header 'To'.");
      // https://docs.aws.amazon.com/ses/latest/dg/quotas.html
      if (recipients.length > 50) throw badRequest("Recipient count exceeds 50.");
      const { ConfigurationSetName: name } = input;
      const set = configurationSets.find((one) => one.name === name);
      if (name !== undefined && !set) {
        throw new AwsError("NotFoundException", `Configuration set <${name}> does not exist.`, 404);
      }
      const mail: SentMail = {
        id: `local-${String(++count).padStart(6, "0")}`,
        from,
        to: recipients,
        subject: simple?.Subject?.Data ?? mime?.subject ?? "",
        html: simple?.Body?.Html?.Data ?? mime?.html ?? "",
        text: simple?.Body?.Text?.Data ?? mime?.text ?? "",
        tags: Object.fromEntries((input.EmailTags ?? []).map(({ Name, Value }) => [tagPart(Name), tagPart(Value)])),
        headers: (simple?.Headers ?? []).map(headerOf),
        attachments: (simple?.Attachments ?? []).map(attachmentOf),
        at: new Date(context.clock.now()).toISOString(),
      };
      onMail(mail);
      if (set) tellOfFeedback(context, set, mail);
      return { MessageId: mail.id };
    },

    /** Out of the sandbox: every recipient takes mail. */
    GetAccount: () => ({
      ProductionAccessEnabled: true,
      SendingEnabled: true,
      EnforcementStatus: "HEALTHY",
      SuppressionAttributes: { SuppressedReasons: ["BOUNCE", "COMPLAINT"] },
    }),

    /** What the mailbox simulator sends back puts no address on the list. */
    ListSuppressedDestinations: () => ({ SuppressedDestinationSummaries: [] }),

    GetEmailIdentity: ({ EmailIdentity = "" }) => ({
      IdentityType: EmailIdentity.includes("@") ? "EMAIL_ADDRESS" : "DOMAIN",
      VerifiedForSendingStatus: true,
      VerificationStatus: "SUCCESS",
    }),
  };
}

const badRequest = (message: string) => new AwsError("BadRequestException", message);

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_MessageTag.html */
function tagPart(text: string | undefined): string {
  if (text === undefined || !/^[\w-]{1,256}$/.test(text)) throw badRequest(`Invalid tag: <${text}>.`);
  return text;
}

/** What SES sets itself (https://docs.aws.amazon.com/ses/latest/dg/header-fields.html). */
const ownHeaders: ReadonlySet<string> = new Set([
  "bcc",
  "cc",
  "content-disposition",
  "content-type",
  "date",
  "from",
  "message-id",
  "mime-version",
  "reply-to",
  "return-path",
  "subject",
  "to",
]);

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_MessageHeader.html */
function headerOf({ Name = "", Value = "" }: { Name: string | undefined; Value: string | undefined }): MailHeader {
  if (!/^[!-9;-~]{1,126}$/.test(Name) || ownHeaders.has(Name.toLowerCase())) {
    throw badRequest(`Invalid header name: <${Name}>.`);
  }
  if (!/^[ -~]{0,995}$/.test(Value) || Name.length + Value.length > 996) {
    throw badRequest(`Invalid value of the header ${Name}.`);
  }
  return { name: Name, value: Value };
}

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_Attachment.html */
function attachmentOf(given: Attachment): MailAttachment {
  const { FileName: name = "", ContentType: type = "application/octet-stream", RawContent: content } = given;
  if (name === "" || name.length > 255) throw badRequest(`Invalid attachment file name: <${name}>.`);
  if (type === "" || type.length > 78) throw badRequest(`Invalid content type of the attachment ${name}.`);
  if (!content) throw badRequest(`The attachment ${name} has no content.`);
  return { name, type, content };
}
