import { type ChannelKind, channelNames } from "../../domain/subscription.ts";
import type { Fact } from "../message.ts";
import { say, strong, type Text } from "../text.ts";
import type { Reader } from "./shared.ts";

/** What every message about an address of a team has in common: it is told to the team's others. */

export const addressFact = (address: string, channel: ChannelKind): Fact => ({
  name: "Address",
  value: say`${strong(address)}, by ${channelNames[channel]}`,
});

export const othersAsEver: Text = say`The team's other addresses are told as ever.`;

export const addressFooter = ({ team }: Reader): string => `For team ${team.name}, to which the address belongs.`;
