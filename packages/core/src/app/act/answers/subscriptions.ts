import type { Policy } from "../../../domain/policy.ts";
import { asConfigured } from "../../../domain/subscription/asConfigured.ts";
import { isSilenced, type Kept, type Readers } from "../../../domain/subscription/kept.ts";
import { subscriptionsOf } from "../../../domain/subscription/subscriptionsOf.ts";
import type { SlackForm } from "../../../notify/slack.ts";
import { code, count, list, say, type Text } from "../../../notify/text.ts";
import { whatOf } from "../../../notify/whatOf.ts";
import type { Subscribed, Unsubscribed, Unsubscribing } from "../../subscribe.ts";
import { refusalText, sentences } from "./sentence.ts";

const write = (verb: string, here: boolean) => code(`/ami ${verb}${here ? " here" : ""}`);

/** What was subscribed, how often it is told, and how to undo it; `here`: the channel. */
export function subscribedText(answer: Subscribed, here: boolean): SlackForm {
  if (answer.outcome === "refused") return refusalText(...answer.wrong);
  const undo = say`${write("unsubscribe", here)} ends it, ${write("subscriptions", here)} shows all.`;
  if (answer.outcome === "unchanged") {
    return said([say`Nothing was changed: ${here ? "this channel is" : "you are"} subscribed to that already.`, undo]);
  }
  const where = here
    ? say`If this app is not in the channel yet, invite it: ${code("/invite @ami-refresh")}.`
    : say`It comes in a conversation with this app.`;
  return said([say`${here ? "This channel is" : "You are"} subscribed. ${whatOf(answer.subscription)}`, where, undo]);
}

/** What has ended; `id`: the one that was to end. */
export function unsubscribedText(
  answer: Unsubscribed | Unsubscribing,
  here: boolean,
  id: string | undefined,
): SlackForm {
  const who = here ? "this channel" : "you";
  const stays = answer.stays === undefined ? [] : [staysText(answer.stays)];
  if (answer.outcome === "unchanged") {
    const none = stays.length > 0 ? say`this channel has no subscription of its own` : say`nothing is told here`;
    const nothing = here ? none : say`you are told nothing`;
    const reason = id === undefined ? nothing : say`${who} ${here ? "has" : "have"} no subscription ${code(id)}`;
    return said([say`Nothing was changed: ${reason}.`, ...stays, say`${write("subscriptions", here)} shows all.`]);
  }
  const { ended, silenced } = answer;
  const has = ended.length === 1 ? "has" : "have";
  return said([
    ...(ended.length === 0 ? [] : [say`${count(ended.length, "subscription")} ${has} ended.`]),
    ...(silenced
      ? [
          say`The configuration names you, and you are told nothing all the same. ${write("subscribe", here)} changes that.`,
        ]
      : []),
    ...stays,
  ]);
}

/** A channel is told what its teams have in the configuration, until that says otherwise. */
const staysText = (teams: readonly string[]): Text =>
  say`What the configuration says of this channel stays: change it there, in ${code("slack")} or ${code("subscriptions")} of ${list(teams.map((team) => say`${code(`teams.${team}`)}`))}.`;

/** A message holds fifty blocks; an address has twenty of its own. */
const mostConfigured = 20;

/** All that an address is told: by the configuration, and by what somebody has said. */
export function subscriptionsText(
  policy: Policy,
  readers: Readers,
  { here, address }: { readonly here: boolean; readonly address: Kept["address"] },
): SlackForm {
  const isTheirs = ({ address: { channel, to } }: Pick<Kept, "address">) =>
    channel === address.channel && to === address.to;
  const configured = subscriptionsOf(policy).filter((one) => isTheirs(one));
  const own = readers.subscriptions.map(asConfigured(policy)).filter(isTheirs);
  const told = here ? "This channel is told" : "You are told";
  const start = say`${write("subscribe", here)} changes that.`;
  if (configured.length + own.length === 0) return said([say`${told} nothing by a subscription. ${start}`]);
  if (isSilenced(readers, address)) return said([say`${told} nothing: somebody has unsubscribed. ${start}`]);
  return said([
    say`${told}:`,
    ...configured.slice(0, mostConfigured).map((one) => item(whatOf(one), "by the configuration")),
    ...own.map((one) => item(whatOf(one), `by ${one.by}`, one.id)),
    say`${write("unsubscribe", here)} ends all ${here ? "that is not by the configuration" : "of it"}; ${code("--id ID")} after it ends that one alone.`,
  ]);
}

const item = (what: string, by: string, id?: string): Text =>
  say`• ${what.replace(/\.$/, "")} (${by}${id === undefined ? "" : say`, ${code(id)}`}).`;

const said = (texts: readonly Text[]): SlackForm => sentences(texts, "UTC");
