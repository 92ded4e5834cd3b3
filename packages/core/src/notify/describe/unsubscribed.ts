import { channelNames } from "../../domain/subscription.ts";
import type { Fact, Message } from "../message.ts";
import { hearCommand } from "../shellWord.ts";
import { code, say, strong } from "../text.ts";
import { addressFact, addressFooter, othersAsEver } from "./address.ts";
import { type DetailOf, type Reader, subject } from "./shared.ts";

/** Somebody wants that nothing is sent any more to an address of the team: told to its others, who may not have wanted that. */
export function describeUnsubscribed(detail: DetailOf<"address.unsubscribed">, reader: Reader): Message {
  const { address, channel, by } = detail;
  const where = channelNames[channel];
  const again = say`If that was a mistake, ami-refresh's operators can have it told again: ${code(hearCommand(channel, address))}`;
  return {
    event: "address.unsubscribed",
    severity: "warning",
    headline: `${detail.team}: an address was unsubscribed`,
    subject: subject(detail.team, say`${address} was unsubscribed, and is told nothing any more`),
    lead: say`${strong(address)} was unsubscribed from everything, by ${by}: nothing is sent there any more by ${where}.`,
    facts: facts(detail),
    tables: [],
    next: [
      ...(channel === "email"
        ? [
            say`If it is a list, this holds for everybody behind it. Any of them can undo it on the page to which its mails link.`,
          ]
        : []),
      again,
      say`If nothing is to be sent there: take the address out of the configuration.`,
      othersAsEver,
    ],
    footer: addressFooter(reader),
    zone: reader.team.timezone,
  };
}

const facts = ({ address, channel, by }: DetailOf<"address.unsubscribed" | "address.heard">): Fact[] => [
  addressFact(address, channel),
  { name: "By", value: say`${by}` },
];

/** It is told again. */
export function describeHeard(detail: DetailOf<"address.heard">, reader: Reader): Message {
  const { team: name, address, channel, by } = detail;
  return {
    event: "address.heard",
    severity: "info",
    headline: `${name}: an address is told again`,
    subject: subject(name, say`${address} is told again`),
    lead: say`${strong(address)} is told again what the configuration says, by ${channelNames[channel]}: so it was wanted, by ${by}.`,
    facts: facts(detail),
    tables: [],
    next: [othersAsEver],
    footer: addressFooter(reader),
    zone: reader.team.timezone,
  };
}
