import type { Policy } from "../domain/policy.ts";
import type { Delivery } from "../domain/subscription/delivery.ts";
import { channelKinds, type Subscription } from "../domain/subscription.ts";
import { eventSource } from "../events.ts";
import { isOfRollout } from "../notify/describe/index.ts";
import type { Deliveries, Log } from "../ports.ts";
import { decodeEvent } from "./decodeEvent.ts";
import { type Later, withoutLater } from "./later.ts";
import { type NewsOf, newsOf } from "./newsOf.ts";
import { type ReadersPorts, readersOf, subscriptionsNow, viewersOf } from "./readersOf.ts";
import { subjectOf } from "./subject.ts";

export interface FanOutPorts extends ReadersPorts {
  readonly log: Log;
  readonly deliveries: Deliveries;
  readonly later: Later;
}

/**
 * Puts a domain event into the queues of those who want it, one delivery for each address, or collects it for later.
 * Where an address in Slack is not told of it now, what is shown there of the rollout is brought up to date all the same.
 * Nothing is told here, so that no channel can hold up another. Done again, it puts them there again: who delivers asks
 * whether that was done.
 * @throws on what is no event of ours, and when a queue or a digest did not take everything; the others are told.
 */
export async function fanOut(ports: FanOutPorts, policy: Policy, envelope: unknown): Promise<void> {
  const event = decodeEvent(envelope);
  const log = ports.log.with({ ...subjectOf(event), event: event.detail.id });
  const untold = (reason: string) => log.info(`not told: ${reason}`, { type: event.type, untold: reason });

  const news = newsOf(event, policy);
  if (news.untold !== undefined) untold(news.untold);
  if (news.untold !== undefined && !isOfRollout(event)) return;
  const subscriptions = await subscriptionsNow(ports, policy);
  const readers = readersOf(subscriptions, event, news);
  if (readers.length === 0 && news.untold === undefined) untold(nobody(policy, news));
  const { now: toldNow, errors } = await withoutLater(ports.later, policy, event, news, readers, subscriptions);
  const viewers = viewersOf(subscriptions, policy, event, news, toldNow);
  const plain = { source: eventSource, "detail-type": event.type, detail: Object(envelope).detail as unknown };
  const deliveryTo = ({ id, address, team, timezone }: Subscription): Delivery => {
    const subscription = { id, address, timezone, ...(team !== undefined && { team }) };
    return { kind: "event", subscription, team: team ?? news.teams[0] ?? "", event: plain };
  };
  const unsent = await sendAll(ports.deliveries, [
    ...toldNow.map(deliveryTo),
    ...viewers.map((viewer): Delivery => ({ ...deliveryTo(viewer), shows: true })),
  ]);
  throwAll([...errors, ...unsent]);
  if (readers.length === 0) return;
  const later = readers.length - toldNow.length;
  const collected = later === 0 ? "" : `, and collected for ${later}`;
  log.info(`${event.type} is on its way to ${toldNow.length}${collected}`, {
    type: event.type,
    readers: readers.length,
    ...(later > 0 && { later }),
  });
}

function nobody(policy: Policy, { teams: [team] }: NewsOf): string {
  if (team === undefined) return "it concerns no service";
  return policy.teams[team] ? `the team ${team} has no channel for it` : `the team ${team} is not in the configuration`;
}

/** A queue that fails holds up no other: all are tried. Answers why some did not take what they were to. */
async function sendAll(queues: Deliveries, deliveries: readonly Delivery[]): Promise<unknown[]> {
  const outcomes = await Promise.allSettled(
    channelKinds.map(async (kind) => {
      const some = deliveries.filter(({ subscription }) => subscription.address.channel === kind);
      if (some.length > 0) await queues.send(kind, some);
    }),
  );
  return outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason as unknown] : []));
}

/** One error that says each reason once. */
function throwAll(errors: readonly unknown[]): void {
  if (errors.length === 0) return;
  const reasons = new Set(errors.map((error) => (error instanceof Error ? error.message : String(error))));
  throw new AggregateError(errors, `not everybody is told; to be tried again: ${[...reasons].join("; ")}`);
}
