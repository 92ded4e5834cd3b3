import { addressesIn } from "../../domain/subscription/subscriptionsOf.ts";
import { addressOf } from "../addresses.ts";
import type { Symptom } from "../finding.ts";
import type { Rule } from "../rule.ts";

/** Can mail be sent at all? */
export const mailSender: Rule = ({ policy, mail, region }) => {
  const wanted = Object.values(policy.teams).some((team) => addressesIn(team, "email").length > 0);
  if (!wanted) return [];
  const common = { severity: "error" as const, about: {}, why: "no team is told anything by mail" };
  if (!policy.email) {
    return [
      {
        ...common,
        what: "teams want mail, and no sender is set",
        remedy: "add `email: { from: … }`; deploying asks for it too",
      },
    ];
  }
  if (!mail) return [];
  const symptoms: Symptom[] = [];
  const sender = addressOf(policy.email.from);
  if (mail.verified.get(sender) === false) {
    symptoms.push({
      ...common,
      what: `neither the sender ${sender} nor its domain is verified in Amazon SES in ${region}`,
      remedy: "verify it (https://docs.aws.amazon.com/ses/latest/dg/creating-identities.html)",
    });
  }
  if (!mail.sending) {
    symptoms.push({
      ...common,
      what: `the account may not send mail in ${region}: Amazon SES has paused it`,
      remedy: "look at the account dashboard of SES, and answer what AWS has written",
    });
  }
  return symptoms;
};
