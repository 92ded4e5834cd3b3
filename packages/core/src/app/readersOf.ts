import type { Policy } from "../domain/policy.ts";
import { asConfigured } from "../domain/subscription/asConfigured.ts";
import { asChosen, choiceFor } from "../domain/subscription/choice.ts";
import { isSilenced } from "../domain/subscription/kept.ts";
import { subscriptionsOf } from "../domain/subscription/subscriptionsOf.ts";
import { tellAt } from "../domain/subscription/tellAt.ts";
import { mayShow, wants } from "../domain/subscription/wants.ts";
import { placeOf, type Subscription } from "../domain/subscription.ts";
import { changesRollouts, isOfAddress, type TeamEvent } from "../notify/describe/index.ts";
import type { ReaderStore } from "../ports.ts";
import { urgencyOf } from "./later.ts";
import { approversOf, type NewsOf } from "./newsOf.ts";

export interface ReadersPorts {
  /** What people have said of who is told. */
  readonly readers: Pick<ReaderStore, "read">;
}

/** Every subscription of which the address is told anything. */
export async function subscriptionsNow({ readers }: ReadersPorts, policy: Policy): Promise<Subscription[]> {
  const known = await readers.read();
  const own = known.subscriptions.filter(({ status }) => status === "active").map(asConfigured(policy));
  const configured = subscriptionsOf(policy).map((one) => asChosen(choiceFor(known, one.address), one));
  return [...configured, ...own].filter(({ address }) => !isSilenced(known, address));
}

/**
 * Those who want it, each address once: where several subscriptions mean it, by one that is told now, then as the
 * service's own team, then as one of those that are asked. What is no message nobody wants.
 */
export function readersOf(all: readonly Subscription[], event: TeamEvent, news: NewsOf): Subscription[] {
  if (news.untold !== undefined) return [];
  const wanting = all
    .filter((subscription) => wants(subscription, news) && mayHear(subscription, event))
    .map((subscription) => ({ subscription, order: orderOf(subscription, event, news) }))
    .sort((a, b) => a.order - b.order);
  return onceEach(wanting.map(({ subscription }) => subscription));
}

/**
 * Those in Slack who are not told of it now, and may have a message of the rollout, which it changes: of those teams too
 * that are asked about another environment. `told`: who is told now.
 */
export function viewersOf(
  all: readonly Subscription[],
  policy: Policy,
  event: TeamEvent,
  news: NewsOf,
  told: readonly Subscription[],
): Subscription[] {
  if (!changesRollouts(event)) return [];
  const teams = [...new Set([...news.teams, ...approversOf(policy, event.detail.service)])];
  const here = new Set(told.map(placeOf));
  const place = ({ team }: Subscription) => (team === undefined ? teams.length : teams.indexOf(team));
  const viewing = all
    .filter((one) => one.address.channel === "slack" && !here.has(placeOf(one)) && mayShow(one, { ...news, teams }))
    .sort((a, b) => place(a) - place(b));
  return onceEach(viewing);
}

/** Each address by the first that means it. */
function onceEach(subscriptions: readonly Subscription[]): Subscription[] {
  const byAddress = new Map<string, Subscription>();
  for (const subscription of subscriptions) {
    const place = placeOf(subscription);
    if (!byAddress.has(place)) byAddress.set(place, subscription);
  }
  return [...byAddress.values()];
}

function orderOf(subscription: Subscription, event: TeamEvent, news: NewsOf): number {
  const { team } = subscription;
  const place = team === undefined ? news.teams.length : news.teams.indexOf(team);
  const isLater = tellAt(subscription, urgencyOf(event, news.severity), event.detail.at) !== "now";
  return place + (isLater ? news.teams.length + 1 : 0);
}

/** That an address cannot be reached, or is told nothing any more, is told to its team's others. */
function mayHear({ team, address: { channel, to } }: Subscription, event: TeamEvent): boolean {
  if (!isOfAddress(event)) return true;
  const { detail } = event;
  return team === detail.team && !(channel === detail.channel && to === detail.address);
}
