import type { Policy } from "../domain/policy.ts";
import type { Delivery } from "../domain/subscription/delivery.ts";
import { subscriptionsOf } from "../domain/subscription/subscriptionsOf.ts";
import { wants } from "../domain/subscription/wants.ts";
import { channelKinds, type Subscription } from "../domain/subscription.ts";
import { eventSource } from "../events.ts";
import { isOfRollout, type TeamEvent } from "../notify/describe/index.ts";
import type { Deliveries, Log, Subscriptions } from "../ports.ts";
import { decodeEvent } from "./decodeEvent.ts";
import { type NewsOf, newsOf } from "./newsOf.ts";
import { subjectOf } from "./subject.ts";

export interface FanOutPorts {
  readonly log: Log;
  readonly deliveries: Deliveries;
  /** Those that people have made themselves. Absent: there are none but the configuration's. */
  readonly subscriptions?: Subscriptions;
}

/**
 * Puts a domain event into the queues of those who want it: one delivery for each address. Nothing is told here, so that
 * no channel can hold up another. Done again, it puts them there again: who delivers asks whether that was done.
 * @throws on what is no event of ours, and when a queue did not take everything.
 */
export async function fanOut(ports: FanOutPorts, policy: Policy, envelope: unknown): Promise<void> {
  const event = decodeEvent(envelope);
  const log = ports.log.with({ ...subjectOf(event), event: event.detail.id });
  const untold = (reason: string) => log.info(`not told: ${reason}`, { type: event.type, untold: reason });

  if (event.type === "image.rejected") return untold("a rejected image is of no team");
  const news = newsOf(event, policy);
  if (news.untold !== undefined) untold(news.untold);
  if (news.untold !== undefined && !isOfRollout(event)) return;
  const readers = await readersOf(ports, policy, event, news);
  if (readers.length === 0) {
    if (news.untold === undefined) untold(nobody(policy, event));
    return;
  }
  const plain = { source: eventSource, "detail-type": event.type, detail: Object(envelope).detail as unknown };
  await sendAll(
    ports.deliveries,
    readers.map(({ id, address, team, timezone }): Delivery => {
      const subscription = { id, address, timezone, ...(team !== undefined && { team }) };
      return { kind: "event", subscription, team: team ?? event.detail.team, event: plain };
    }),
  );
  log.info(`${event.type} is on its way to ${readers.length}`, { type: event.type, readers: readers.length });
}

/** Those who want it, each address once: where several do, as its own team first, then as one of those that are asked. */
async function readersOf({ subscriptions }: FanOutPorts, policy: Policy, event: TeamEvent, news: NewsOf) {
  const all = [...subscriptionsOf(policy), ...((await subscriptions?.all()) ?? [])];
  const place = ({ team }: Subscription) => (team === undefined ? news.teams.length : news.teams.indexOf(team));
  const wanting = all
    // What is no message changes the one that Slack shows of the rollout, and no other channel has one.
    .filter(({ address }) => news.untold === undefined || address.channel === "slack")
    .filter((subscription) => wants(subscription, news) && mayHear(subscription, event))
    .sort((a, b) => place(a) - place(b));
  const byAddress = new Map<string, Subscription>();
  for (const subscription of wanting) {
    const { channel, to } = subscription.address;
    const key = `${channel}/${to}`;
    if (!byAddress.has(key)) byAddress.set(key, subscription);
  }
  return [...byAddress.values()];
}

/** That an address cannot be reached is told to its team's others. */
function mayHear({ team, address: { channel, to } }: Subscription, event: TeamEvent): boolean {
  if (event.type !== "subscription.undeliverable") return true;
  const { detail } = event;
  return team === detail.team && !(channel === detail.channel && to === detail.address);
}

const nobody = (policy: Policy, { detail: { team } }: TeamEvent): string =>
  policy.teams[team] ? `the team ${team} has no channel for it` : `the team ${team} is not in the configuration`;

/** A queue that fails holds up no other: all are tried, then one error says which did not take what. */
async function sendAll(queues: Deliveries, deliveries: readonly Delivery[]): Promise<void> {
  const outcomes = await Promise.allSettled(
    channelKinds.map(async (kind) => {
      const some = deliveries.filter(({ subscription }) => subscription.address.channel === kind);
      if (some.length > 0) await queues.send(kind, some);
    }),
  );
  const errors = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason as unknown] : []));
  if (errors.length === 0) return;
  const reasons = errors.map((error) => (error instanceof Error ? error.message : String(error)));
  throw new AggregateError(errors, `not everybody is told; to be tried again: ${reasons.join("; ")}`);
}
