import { instant } from "../../domain/codecs.ts";
import type { Silenced } from "../../domain/subscription/kept.ts";
import * as z from "../../domain/zod.ts";
import { clip, oneLine } from "../../notify/text.ts";

const envelope = { id: z.string(), source: z.literal("aws.ses"), time: instant };

/** The mail that it is about: when SES was asked to send it, to whom. */
const mail = z.object({
  timestamp: instant,
  destination: z.array(z.string()),
});

/**
 * What SES says of a mail after it has taken it, on the default bus. The detail is the one of SES's events elsewhere
 * (https://docs.aws.amazon.com/ses/latest/dg/monitoring-eventbridge.html,
 * https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html).
 */
export const MailFeedback = z.discriminatedUnion("detail-type", [
  z.object({
    ...envelope,
    "detail-type": z.literal("Email Bounced"),
    detail: z.object({
      mail,
      bounce: z.object({
        bounceType: z.string(),
        bounceSubType: z.optional(z.string()),
        bouncedRecipients: z.array(z.object({ diagnosticCode: z.optional(z.string()) })),
      }),
    }),
  }),
  z.object({
    ...envelope,
    "detail-type": z.literal("Email Complaint Received"),
    detail: z.object({
      mail,
      complaint: z.object({
        /** What the reader's provider calls it, as far as it says. */
        complaintFeedbackType: z.nullish(z.string()),
        complaintSubType: z.nullish(z.string()),
      }),
    }),
  }),
]);
export type MailFeedback = z.infer<typeof MailFeedback>;

/** Why an address is to be told nothing any more, or why it is told all the same. */
export type Verdict = Required<Pick<Silenced, "why" | "reason">> | { readonly ignored: string };

/**
 * Only a permanent bounce says that an address takes no mail: others come of a full mailbox, or of an out-of-office reply.
 * A provider also reports what its reader has called no spam.
 */
export function verdictOn(feedback: MailFeedback): Verdict {
  if (feedback["detail-type"] === "Email Bounced") {
    const { bounceType, bounceSubType = "", bouncedRecipients } = feedback.detail.bounce;
    const said = bouncedRecipients.map(({ diagnosticCode = "" }) => diagnosticCode).find((text) => text !== "");
    const reason = wordsOf([onList(bounceSubType), said], bounceSubType || "its mail server says no more");
    if (bounceType === "Permanent") return { why: "bounced", reason };
    return { ignored: `it bounced, but not for good (${oneLine(clip(bounceType, 40))}): ${reason}` };
  }
  const { complaintFeedbackType, complaintSubType } = feedback.detail.complaint;
  if (complaintFeedbackType === "not-spam") return { ignored: "its reader says that it is no spam" };
  return {
    why: "complained",
    reason: wordsOf([onList(complaintSubType), complaintFeedbackType], "its provider says no more"),
  };
}

/** SES did not even try: the address is on the account's list, or was on a list of SES's own. */
const onList = (subType: string | null | undefined): string | undefined =>
  subType === "OnAccountSuppressionList" || subType === "Suppressed"
    ? `not sent, for it is on Amazon SES's suppression list (${subType})`
    : undefined;

/** A mail server, or a provider, writes what it likes. */
function wordsOf(parts: readonly (string | null | undefined)[], otherwise: string): string {
  const said = parts.flatMap((part) => (part ? [oneLine(part).replace(/ +/g, " ").trim()] : []));
  return clip(said.filter((part) => part !== "").join(": ") || oneLine(otherwise), 300);
}
