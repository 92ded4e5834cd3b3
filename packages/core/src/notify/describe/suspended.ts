import type { Message } from "../message.ts";
import { hearCommand } from "../shellWord.ts";
import { code, say, strong, type Text } from "../text.ts";
import { addressFact, addressFooter, othersAsEver } from "./address.ts";
import { type DetailOf, type Reader, reason, subject } from "./shared.ts";

type Suspended = DetailOf<"address.suspended">;

/** Nothing is sent any more to an address of the team: told to its others. */
export function describeSuspended(detail: Suspended, reader: Reader): Message {
  const { address } = detail;
  return {
    event: "address.suspended",
    severity: "warning",
    headline: `${detail.team}: a mail address is told nothing any more`,
    subject: subject(detail.team, say`nothing is sent to ${address} any more`),
    lead: say`${strong(address)} is told nothing any more: ${happened(detail)}`,
    facts: [addressFact(address, "email"), { name: "Why", value: say`${reason(detail.reason)}` }],
    tables: [],
    next: [...remedies(detail), othersAsEver],
    footer: addressFooter(reader),
    zone: reader.team.timezone,
  };
}

const happened = ({ why }: Suspended): string =>
  why === "bounced" ? "a mail to it came back for good." : "its reader marked a mail as spam.";

function remedies({ why, address }: Suspended): Text[] {
  const again = code(hearCommand("email", address));
  if (why === "bounced") {
    return [
      say`If the address is wrong or gone: name another in the configuration.`,
      say`Once it takes mail again, ami-refresh's operators can have it told again: ${again}`,
    ];
  }
  return [
    say`If its reader wants no mail: take the address out of the configuration.`,
    say`If that was a mistake, ami-refresh's operators can have it told again: ${again}`,
  ];
}
