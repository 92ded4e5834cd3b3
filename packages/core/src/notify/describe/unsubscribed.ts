import { channelNames } from "../../domain/subscription.ts";
import type { Fact, Message } from "../message.ts";
import { hearCommand } from "../shellWord.ts";
import { code, say, strong } from "../text.ts";
import { type DetailOf, type Reader, subject } from "./shared.ts";

/** Somebody wants that nothing is sent any more to an address of the team: told to its others, who may not have wanted that. */
export function describeUnsubscribed(detail: DetailOf<"address.unsubscribed">, { team }: Reader): Message {
  const { address, channel, by } = detail;
  const where = channelNames[channel];
  const again = say`If that was a mistake, ami-refresh's operators can have it told again: ${code(hearCommand(channel, address))}`;
  return {
    event: "address.unsubscribed",
    severity: "warning",
    headline: `${detail.team}: an address was unsubscribed`,
    subject: subject(detail.team, say`${address} was unsubscribed, and is told nothing any more`),
    lead: say`${strong(address)} was unsubscribed from everything, by ${by}: nothing is sent there any more by ${where}.`,
    facts: facts(address, where, by),
    tables: [],
    next: [
      ...(channel === "email"
        ? [
            say`If it is a list, this holds for everybody behind it. Any of them can undo it on the page to which its mails link.`,
          ]
        : []),
      again,
      say`If nothing is to be sent there: take the address out of the configuration.`,
      say`The team's other addresses are told as ever.`,
    ],
    footer: `For team ${team.name}, to which the address belongs.`,
    zone: team.timezone,
  };
}

const facts = (address: string, where: string, by: string): Fact[] => [
  { name: "Address", value: say`${strong(address)}, by ${where}` },
  { name: "By", value: say`${by}` },
];

/** It is told again. */
export function describeHeard(
  { team: name, address, channel, by }: DetailOf<"address.heard">,
  { team }: Reader,
): Message {
  const where = channelNames[channel];
  return {
    event: "address.heard",
    severity: "info",
    headline: `${name}: an address is told again`,
    subject: subject(name, say`${address} is told again`),
    lead: say`${strong(address)} is told again what the configuration says, by ${where}: so it was wanted, by ${by}.`,
    facts: facts(address, where, by),
    tables: [],
    next: [say`The team's other addresses are told as ever.`],
    footer: `For team ${team.name}, to which the address belongs.`,
    zone: team.timezone,
  };
}
