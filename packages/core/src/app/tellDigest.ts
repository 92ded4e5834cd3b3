import type { Policy } from "../domain/policy.ts";
import { addressOf, type DigestDue, type DigestReader } from "../domain/subscription/digestDue.ts";
import type { Readers } from "../domain/subscription/kept.ts";
import { isStillWanted } from "../domain/subscription/stillWanted.ts";
import type { Temporal } from "../domain/temporal.ts";
import type { DomainEvent } from "../events.ts";
import { describe, isOfRollout } from "../notify/describe/index.ts";
import { asOf } from "../notify/digest/asOf.ts";
import { describeDigest } from "../notify/digest/describeDigest.ts";
import type { News } from "../notify/digest/latest.ts";
import { digestEvent } from "../notify/message.ts";
import type { Channel, Digests } from "../ports.ts";
import { concernedBy, readerOf } from "./newsOf.ts";
import { pageOf } from "./pageOf.ts";
import { type Attempt, type DeliverPorts, tellOnce } from "./tellOnce.ts";

export interface DigestPorts extends DeliverPorts {
  readonly digests: Digests;
}

/** Tells a subscription of what was collected for it and still matters, once however often it is due. @throws NotTold, to be tried again. */
export async function tellDigest(
  ports: DigestPorts,
  policy: Policy,
  { subscription, dueAt, flood }: DigestDue,
  attempt: Attempt = { last: false },
): Promise<void> {
  const { id, team = "", timezone } = subscription;
  const to = addressOf(subscription);
  const key = `digest/${id}/${dueAt}`;
  let news: readonly News[] = [];
  const once = {
    key,
    to: subscription,
    team,
    what: `the digest of ${dueAt}`,
    async tell(channel: Channel, known: Readers) {
      const events = await ports.digests.take({ subscription: id, dueAt });
      const now = ports.clock.now();
      const all = await Promise.all(events.map((event) => newsIn(policy, event, subscription, now, channel)));
      news = all.flat().filter(({ message }) => isStillWanted(known, subscription, message.severity));
      const message = describeDigest(news, subscription, { region: ports.region, flood });
      const reader = { ...(policy.teams[team] ?? { name: team, email: [] }), timezone };
      const about = { event: digestEvent, eventId: key };
      if (message) await channel.deliver({ message, about, to, team: reader, order: [], families: [] });
    },
    lost() {
      // That something else did not arrive is not told on and on.
      const first = news.find(({ event }) => event.type !== "subscription.undeliverable");
      const [service] = first ? concernedBy(first.event, policy).services : [];
      return service === undefined ? undefined : { id: key, type: digestEvent, service };
    },
  };
  if (!(await tellOnce(ports, once, attempt))) return;
  const what = news.length === 0 ? "nothing to tell" : "told";
  ports.log.info(`${what} ${to.to} by ${to.channel}: ${once.what}`, {
    type: digestEvent,
    events: news.length,
    channel: to.channel,
    to: to.to,
  });
}

/** What the subscription's readers are told of an event at a moment. */
async function newsIn(
  policy: Policy,
  event: DomainEvent,
  { team, timezone }: DigestReader,
  now: Temporal.Instant,
  { pages }: Channel,
): Promise<News[]> {
  const current = asOf(event, now);
  if (!current) return [];
  const { teams } = concernedBy(event, policy);
  // One that several teams share is told of each as that team.
  const as = team !== undefined && teams.includes(team) ? team : (teams[0] ?? team ?? "");
  const page = pages && isOfRollout(event) && (await pageOf(pages, event.detail, event.detail.at));
  const message = describe(current, { ...readerOf(policy, event, as, timezone), ...(page && { page }) });
  return "untold" in message ? [] : [{ event, message }];
}
