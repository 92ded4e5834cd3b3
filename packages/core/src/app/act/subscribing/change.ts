import type { Wrong } from "../../../config/problem.ts";
import type { Policy } from "../../../domain/policy.ts";
import { asConfigured } from "../../../domain/subscription/asConfigured.ts";
import type { SlackForm } from "../../../notify/slack.ts";
import type { Bus, Clock, Log, ReaderStore } from "../../../ports.ts";
import { unheardText } from "../../silence.ts";
import type { Wish } from "../../subscribe/wish.ts";
import { type SubscribePorts, subscribe, type UnsubscribePorts, unsubscribe } from "../../subscribe.ts";
import { refusalText } from "../answers/sentence.ts";
import { subscribedText, subscriptionsText, unsubscribedText } from "../answers/subscriptions.ts";
import { authorizeChannel, personIn } from "../authorize.ts";
import type { Interaction } from "../interaction.ts";
import type { Before } from "../once.ts";
import type { Subscribing } from "./read.ts";

export interface SubscribingPorts {
  readonly log: Log;
  readonly clock: Clock;
  readonly readers: ReaderStore;
  readonly bus: Bus;
  readonly before: Before;
}

/**
 * Does what somebody in Slack wants of subscriptions, and says what they are told then. People speak for themselves, and
 * for the channel in which they say it if they may; for nobody else.
 */
export async function changeSubscriptions(
  ports: SubscribingPorts,
  policy: Policy,
  interaction: Interaction,
  wanted: Subscribing,
): Promise<SlackForm> {
  const { verb, here } = wanted;
  const { user } = interaction;
  const reader = here ? channelIn(interaction) : { address: { channel: "slack", to: user } as const };
  if ("wrong" in reader) return refusalText(reader.wrong);
  const { address } = asConfigured(policy)(reader);
  if (verb === "subscriptions") return subscriptionsText(policy, await ports.readers.read(), { here, address });
  const refused = here ? authorizeChannel(policy, user, address.to) : undefined;
  if (refused) {
    ports.log.info(`refused: ${refused.wrong.message}`, { user, verb, to: address.to });
    return refusalText(refused.wrong);
  }
  const by = `${personIn(policy, user)} (slack)`;
  const said = { user, verb, to: address.to };
  if (verb === "subscribe") {
    const before: SubscribePorts["before"] = (outcome) => ports.before(subscribedText(outcome, here));
    const answer = await subscribe({ ...ports, before }, policy, { ...wanted.wish, ...reader, by });
    ports.log.info(`${verb} by ${by}: ${answer.outcome}`, said);
    return subscribedText(answer, here);
  }
  const { id } = wanted;
  // One member does not keep from a whole team what its configuration has it told.
  const before: UnsubscribePorts["before"] = (outcome) => ports.before(unsubscribedText(outcome, here, id));
  const answer = await unsubscribe({ ...ports, before }, policy, {
    ...reader,
    by,
    ownOnly: here,
    ...(id !== undefined && { id }),
  });
  ports.log.info(`${verb} by ${by}: ${answer.outcome}`, said);
  if (answer.outcome === "unsubscribed" && answer.unheard.length > 0) {
    ports.log.warn(unheardText(answer.unheard), { ...said, teams: answer.unheard });
  }
  return unsubscribedText(answer, here, id);
}

/** What Slack says in place of the name of a channel that not everybody may know. */
const nameless = "privategroup";

/** The channel in which something was said. A conversation of two is none. */
function channelIn({ channel }: Interaction): Pick<Wish, "address" | "channelName"> | { wrong: Wrong } {
  if (!channel || !/^[CG]/.test(channel.id)) {
    return { wrong: { message: "this is no channel", remedy: "to be told yourself, leave out `here`" } };
  }
  const { id: to, name } = channel;
  return { address: { channel: "slack", to }, ...(name !== "" && name !== nameless && { channelName: name }) };
}
