import type { Message } from "../message.ts";
import { hearCommand } from "../shellWord.ts";
import { code, say, strong } from "../text.ts";
import { addressFact, addressFooter, othersAsEver } from "./address.ts";
import { type DetailOf, type Reader, subject } from "./shared.ts";

type Changed = DetailOf<"address.changed">;

/** Somebody has chosen what is told at an address of the team: told to its others, which may have relied on it. */
export function describeChanged(detail: Changed, reader: Reader): Message {
  const { address, channel, by } = detail;
  const chosen = wordsOf(detail);
  const isUndone = chosen === undefined;
  const told = chosen ?? "what the configuration says, again";
  return {
    event: "address.changed",
    severity: "info",
    headline: `${detail.team}: what an address is told was changed`,
    subject: subject(detail.team, say`${address} is told ${told}`),
    lead: say`${strong(address)} is told ${told}: so it was chosen, by ${by}.`,
    facts: [addressFact(address, channel), { name: "By", value: say`${by}` }],
    tables: [],
    next: [
      ...(isUndone
        ? []
        : [
            say`This holds for everybody behind the address. Any of them can undo it on the page to which its mails link.`,
            say`ami-refresh's operators can undo it too: ${code(hearCommand(channel, address))}`,
          ]),
      othersAsEver,
    ],
    footer: addressFooter(reader),
    zone: reader.team.timezone,
  };
}

/** Failures come at once, however often the rest would. */
function wordsOf({ severity, digest }: Changed): string | undefined {
  if (severity !== undefined) return "failures only";
  if (digest === undefined) return undefined;
  if (digest === "immediately") return "at once";
  return digest === "hourly" ? "in a digest every hour" : `in a digest, ${digest}`;
}
