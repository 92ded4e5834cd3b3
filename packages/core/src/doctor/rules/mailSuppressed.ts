import { addressesIn } from "../../domain/subscription/subscriptionsOf.ts";
import { shellWord } from "../../notify/shellWord.ts";
import type { Symptom } from "../finding.ts";
import type { Rule } from "../rule.ts";

/** SES takes mail to an address on the suppression list, and sends none: nobody else notices. */
export const mailSuppressed: Rule = ({ policy, mail, region }) =>
  Object.values(policy.teams).flatMap((team) =>
    addressesIn(team, "email").flatMap((address): Symptom[] => {
      const listed = mail?.suppressed.get(address);
      if (!listed) return [];
      const because = listed.reason === "BOUNCE" ? "mail to it bounced" : "its reader marked mail as spam";
      return [
        {
          severity: "error",
          about: { team: team.name },
          what: `mail to ${address} is not sent: ${because}, and Amazon SES in ${region} has it on its suppression list`,
          why: "the team is told nothing by mail",
          remedy: `once it takes mail again, run \`aws sesv2 delete-suppressed-destination --email-address ${shellWord(listed.as)}\`; or name another address`,
        },
      ];
    }),
  );
