import { channelNames } from "../../domain/subscription.ts";
import type { Message } from "../message.ts";
import { code, say, strong } from "../text.ts";
import { type DetailOf, footerFor, type Reader, reason, subject } from "./shared.ts";

/** An address of the team could not be reached: told to its others. */
export function describeUndeliverable(detail: DetailOf<"subscription.undeliverable">, reader: Reader): Message {
  const { service, environment, channel, event } = detail;
  const address = shown(detail);
  // That of a digest names the address.
  const id = event.id.replaceAll(detail.address, address);
  const of = environment === undefined ? say`${strong(service)}` : say`${strong(environment)} of ${strong(service)}`;
  return {
    event: "subscription.undeliverable",
    severity: "warning",
    headline: `${service}: a message did not arrive`,
    subject: subject(service, say`${address} cannot be told by ${channelNames[channel]}`),
    lead: say`${strong(address)} was not told by ${channelNames[channel]} of ${code(event.type)} in ${of}: ${reason(detail.reason)}`,
    facts: [
      { name: "Address", value: say`${strong(address)}, by ${channelNames[channel]}` },
      { name: "Event", value: say`${code(event.type)} · ${code(id)}` },
    ],
    tables: [],
    next: [
      say`The message is kept for 14 days. When the cause is mended, ami-refresh's operators can have it sent again.`,
      say`Whoever reads there has missed it. Please check the address in the configuration, or tell them.`,
      say`What else does not arrive there is not told here again until tomorrow.`,
    ],
    footer: footerFor(detail, reader),
    zone: reader.team.timezone,
  };
}

/** Of a webhook the host: in many a URL the path is what lets its holder post there. */
const shown = ({ channel, address }: Pick<DetailOf<"subscription.undeliverable">, "channel" | "address">): string =>
  channel === "webhook" ? `${URL.parse(address)?.origin ?? "https:/"}/…` : address;
