import { addressesIn } from "../../domain/subscription/subscriptionsOf.ts";
import type { Symptom } from "../finding.ts";
import type { Rule } from "../rule.ts";

/** In the sandbox of SES mail reaches verified addresses only. */
export const mailRecipient: Rule = ({ policy, mail, region }) => {
  if (!mail?.sandbox) return [];
  return Object.values(policy.teams).flatMap((team) =>
    addressesIn(team, "email")
      .filter((address) => mail.verified.get(address) === false)
      .map(
        (address): Symptom => ({
          severity: "error",
          about: { team: team.name },
          what: `mail to ${address} is refused: Amazon SES is in its sandbox in ${region}, and the address is not verified`,
          why: "the team is told nothing by mail",
          remedy:
            "ask for production access (https://docs.aws.amazon.com/ses/latest/dg/request-production-access.html), or verify the address",
        }),
      ),
  );
};
