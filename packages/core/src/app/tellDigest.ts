import type { Policy } from "../domain/policy.ts";
import { addressOf, type DigestDue } from "../domain/subscription/digestDue.ts";
import type { DomainEvent } from "../events.ts";
import { describe } from "../notify/describe/index.ts";
import { describeDigest } from "../notify/digest/describeDigest.ts";
import type { News } from "../notify/digest/latest.ts";
import { digestEvent } from "../notify/message.ts";
import type { Digests } from "../ports.ts";
import { readerOf } from "./newsOf.ts";
import { type DeliverPorts, tellOnce } from "./tellOnce.ts";

export interface DigestPorts extends DeliverPorts {
  readonly digests: Digests;
}

/** Tells a subscription of all that was collected for it, once however often it is due. @throws NotTold, to be tried again. */
export async function tellDigest(
  ports: DigestPorts,
  policy: Policy,
  { subscription, dueAt }: DigestDue,
): Promise<void> {
  const { id, team = "", timezone } = subscription;
  const to = addressOf(subscription);
  const key = `digest/${id}/${dueAt}`;
  let events = 0;
  const told = await tellOnce(ports, { key, to, what: `the digest of ${dueAt}` }, async (channel) => {
    const news = (await ports.digests.take({ subscription: id, dueAt })).flatMap((event) =>
      newsIn(policy, event, subscription),
    );
    const message = describeDigest(news, subscription);
    if (!message) return;
    events = news.length;
    const reader = { ...(policy.teams[team] ?? { name: team, email: [] }), timezone };
    await channel.deliver({ message, about: { event: digestEvent, eventId: key }, to, team: reader, order: [] });
  });
  if (!told) return;
  const what = events === 0 ? "nothing to tell" : "told";
  ports.log.info(`${what} ${to.to} by ${to.channel}: the digest of ${dueAt}`, {
    type: digestEvent,
    events,
    channel: to.channel,
    to: to.to,
  });
}

/** What the subscription's readers are told of an event. */
function newsIn(policy: Policy, event: DomainEvent, { team, timezone }: DigestDue["subscription"]): News[] {
  if (event.type === "image.rejected") return [];
  const message = describe(event, readerOf(policy, event, team ?? event.detail.team, timezone));
  return "untold" in message ? [] : [{ event, message }];
}
