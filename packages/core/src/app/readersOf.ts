import type { Policy } from "../domain/policy.ts";
import { asConfigured } from "../domain/subscription/asConfigured.ts";
import { isSilenced } from "../domain/subscription/kept.ts";
import { subscriptionsOf } from "../domain/subscription/subscriptionsOf.ts";
import { tellAt } from "../domain/subscription/tellAt.ts";
import { wants } from "../domain/subscription/wants.ts";
import type { Subscription } from "../domain/subscription.ts";
import { isOfAddress, type TeamEvent } from "../notify/describe/index.ts";
import type { ReaderStore } from "../ports.ts";
import { urgencyOf } from "./later.ts";
import type { NewsOf } from "./newsOf.ts";

export interface ReadersPorts {
  /** What people have said of who is told. */
  readonly readers: Pick<ReaderStore, "read">;
}

/**
 * Those who want it, each address once: where several subscriptions mean it, by one that is told now, then as the
 * service's own team, then as one of those that are asked.
 */
export async function readersOf(
  { readers }: ReadersPorts,
  policy: Policy,
  event: TeamEvent,
  news: NewsOf,
): Promise<Subscription[]> {
  const known = await readers.read();
  const own = known.subscriptions.filter(({ status }) => status === "active").map(asConfigured(policy));
  const all = [...subscriptionsOf(policy), ...own].filter(({ address }) => !isSilenced(known, address));
  const wanting = all
    // What is no message changes the one that Slack shows of the rollout, and no other channel has one.
    .filter(({ address }) => news.untold === undefined || address.channel === "slack")
    .filter((subscription) => wants(subscription, news) && mayHear(subscription, event))
    .map((subscription) => ({ subscription, order: orderOf(subscription, event, news) }))
    .sort((a, b) => a.order - b.order);
  const byAddress = new Map<string, Subscription>();
  for (const { subscription } of wanting) {
    const { channel, to } = subscription.address;
    const key = `${channel}/${to}`;
    if (!byAddress.has(key)) byAddress.set(key, subscription);
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
