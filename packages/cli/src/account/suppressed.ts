import { pages } from "@ami-refresh/core/adapters/aws/pages.ts";
import type { Suppressed } from "@ami-refresh/core/doctor/facts.ts";
import { ListSuppressedDestinationsCommand, type SESv2Client, type SuppressionListReason } from "@aws-sdk/client-sesv2";

/**
 * Those of `addresses` to which SES sends nothing: on the account's suppression list for one of the `reasons` that the
 * account heeds (https://docs.aws.amazon.com/ses/latest/dg/sending-email-suppression-list.html). Sending does not mind
 * capitals. The list is read as a whole, for it must be asked for an address in the capitals that it has.
 */
export async function suppressedAmong(
  client: Pick<SESv2Client, "send">,
  addresses: readonly string[],
  reasons: readonly SuppressionListReason[],
): Promise<ReadonlyMap<string, Suppressed>> {
  if (reasons.length === 0) return new Map();
  const listed = new Map<string, Suppressed>();
  const list = pages((NextToken) =>
    client.send(new ListSuppressedDestinationsCommand({ Reasons: [...reasons], NextToken })),
  );
  for await (const { SuppressedDestinationSummaries = [] } of list) {
    for (const { EmailAddress, Reason } of SuppressedDestinationSummaries) {
      if (EmailAddress && Reason) listed.set(EmailAddress.toLowerCase(), { as: EmailAddress, reason: Reason });
    }
  }
  return new Map(
    addresses.flatMap((address) => {
      const found = listed.get(address.toLowerCase());
      return found ? [[address, found] as const] : [];
    }),
  );
}
