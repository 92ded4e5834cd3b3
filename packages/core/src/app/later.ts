import type { Policy } from "../domain/policy.ts";
import { collector, floods, isFlooded, urgentCollectedUntil } from "../domain/subscription/flood.ts";
import { digestAfter, tellAt, type Urgency } from "../domain/subscription/tellAt.ts";
import { placeOf, type Severity, type Subscription } from "../domain/subscription.ts";
import { Temporal } from "../domain/temporal.ts";
import { everythingBehind, isOfRollout, type TeamEvent } from "../notify/describe/index.ts";
import type { DigestSchedules, Digests } from "../ports.ts";
import type { NewsOf } from "./newsOf.ts";

export interface LaterPorts {
  readonly digests: Digests;
  readonly digestSchedules: DigestSchedules;
}
/** Seldom needed: loaded when something is collected. */
export type Later = () => Promise<LaterPorts>;

/** As many at once as are no crowd of connections: a thousand people may want a digest. */
const atOnce = 20;

export interface Sorted {
  /** Those that are told at once. */
  readonly now: readonly Subscription[];
  /** Why something could not be collected: to be tried again, and no reason to keep the others waiting. */
  readonly errors: readonly unknown[];
}

/**
 * Which of the readers, each of another address, are told of the event at once. For the others it is collected, and a
 * digest is on its way. By the event's own time, so that an event that comes again belongs where it belonged before.
 * `all`: every subscription, for an address may have others.
 */
export async function withoutLater(
  later: Later,
  policy: Policy,
  event: TeamEvent,
  news: NewsOf,
  readers: readonly Subscription[],
  all: readonly Subscription[],
): Promise<Sorted> {
  const now = new Set<Subscription>();
  const errors: unknown[] = [];
  const waiting = [...readers];
  const byPlace = Map.groupBy(all, placeOf);
  const sort = async (one: Subscription) => {
    const { by, due, isFlood } = await dueOf(later, policy, one, byPlace.get(placeOf(one)) ?? [one], event, news);
    if (due === "now") now.add(one);
    else await collect(await later(), by, event, due, isFlood);
  };
  const worker = async () => {
    for (let one = waiting.shift(); one; one = waiting.shift()) await sort(one).catch((error) => errors.push(error));
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return { now: readers.filter((reader) => now.has(reader)), errors };
}

export const urgencyOf = (event: TeamEvent, severity: Severity): Urgency =>
  event.type === "approval.wanted" || event.type === "approval.due"
    ? { severity, until: event.detail.until }
    : { severity };

interface Due {
  /** The subscription for which it is collected. */
  readonly by: Subscription;
  readonly due: "now" | Temporal.Instant;
  /** It is collected though all of them are told at once. */
  readonly isFlood?: true;
}

/** `alike`: every subscription of the reader's address. */
async function dueOf(
  later: Later,
  policy: Policy,
  reader: Subscription,
  alike: readonly Subscription[],
  event: TeamEvent,
  news: NewsOf,
): Promise<Due> {
  const { id, at } = event.detail;
  const dueFor = (one: Subscription) => tellAt(one, urgencyOf(event, news.severity), at);
  const due = dueFor(reader);
  if (due !== "now") return { by: reader, due };
  const atOnce = alike.filter((one) => dueFor(one) === "now");
  const everything = everythingBehind(event);
  // A pause is told of whatever image is on its way: so are the dates that it moves.
  const { family: _, ...ofAny } = news;
  if (everything !== undefined && isFlooded(policy, atOnce, ofAny)) {
    const by = collector(policy, atOnce, ofAny, reader);
    const first = await (await later()).digests.firstOf(`${by.id}/${everything}`, at.add(floods.first));
    if (Temporal.Instant.compare(at, first) < 0) return { by, due: first, isFlood: true };
    if (!isOfRollout(event)) return { by, due: digestAfter(by, at), isFlood: true };
  }
  if (!isOfRollout(event) || !isFlooded(policy, atOnce, news)) return { by: reader, due };

  const by = collector(policy, atOnce, news, reader);
  const { digests } = await later();
  const flood = `${by.id}/${event.detail.image.id}`;
  const { severity, until } = urgencyOf(event, news.severity);
  if (severity === "failure" || until) {
    const end = urgentCollectedUntil(at);
    if (until && Temporal.Instant.compare(until, end) <= 0) return { by, due: "now" };
    const among = `${flood}/${until ? `${event.type}/` : ""}${end}`;
    return { by, due: (await digests.isAmongFirst(among, floods.urgent.atOnce, id)) ? "now" : end, isFlood: true };
  }
  const first = await digests.firstOf(flood, at.add(floods.first));
  return { by, due: Temporal.Instant.compare(at, first) < 0 ? first : digestAfter(by, at), isFlood: true };
}

/** What comes when its digest has been told goes into the one after. */
async function collect(
  { digests, digestSchedules }: LaterPorts,
  subscription: Subscription,
  event: TeamEvent,
  due: Temporal.Instant,
  isFlood?: true,
): Promise<void> {
  const { id, address, team, timezone } = subscription;
  for (let dueAt = due; ; dueAt = digestAfter(subscription, dueAt)) {
    const digest = { subscription: id, dueAt };
    const outcome = await digests.collect(digest, event);
    if (outcome === "closed") continue;
    if (outcome === "collected") return;
    const reader = { id, address, timezone, ...(team !== undefined && { team }) };
    await digestSchedules.tell({ kind: "digest", subscription: reader, dueAt, ...(isFlood && { flood: isFlood }) });
    return digests.scheduled(digest);
  }
}
