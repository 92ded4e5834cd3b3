import { codeOf } from "@ami-refresh/core/adapters/aws/errors.ts";
import type { DoctorPorts } from "@ami-refresh/core/app/doctor/ports.ts";
import { GetAccountCommand, GetEmailIdentityCommand, type SESv2Client } from "@aws-sdk/client-sesv2";
import { asking } from "./answers.ts";
import { suppressedAmong } from "./suppressed.ts";

type Client = Pick<SESv2Client, "send">;

export function mailSurvey(client: Client): DoctorPorts["mail"] {
  return {
    async survey(sender, recipients) {
      const account = await asking("ses:GetAccount", () => client.send(new GetAccountCommand()));
      const sandbox = account.ProductionAccessEnabled === false;
      const addresses = sandbox ? [...new Set([sender, ...recipients])] : [sender];
      const verified = new Map<string, boolean>();
      for (const address of addresses) {
        verified.set(address, await asking("ses:GetEmailIdentity", () => isVerified(client, address)));
      }
      const heeded = account.SuppressionAttributes?.SuppressedReasons ?? [];
      const suppressed = await asking("ses:ListSuppressedDestinations", () =>
        suppressedAmong(client, recipients, heeded),
      );
      return { sandbox, sending: account.SendingEnabled !== false, verified, suppressed };
    },
  };
}

/** The address, its domain or a domain above: each is enough (https://docs.aws.amazon.com/ses/latest/dg/creating-identities.html). */
async function isVerified(client: Client, address: string): Promise<boolean> {
  const domain = address.slice(address.indexOf("@") + 1);
  const labels = domain.split(".");
  const domains = labels.slice(0, -1).map((_, i) => labels.slice(i).join("."));
  for (const identity of [address, ...domains]) {
    try {
      const { VerifiedForSendingStatus } = await client.send(new GetEmailIdentityCommand({ EmailIdentity: identity }));
      if (VerifiedForSendingStatus) return true;
    } catch (error) {
      if (codeOf(error) !== "NotFound") throw error;
    }
  }
  return false;
}
