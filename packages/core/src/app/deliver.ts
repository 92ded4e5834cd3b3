import type { Policy } from "../domain/policy.ts";
import type { Delivery } from "../domain/subscription/delivery.ts";
import { addressOf } from "../domain/subscription/digestDue.ts";
import { describe, isOfRollout, type TeamEvent } from "../notify/describe/index.ts";
import type { About, Channel, Telling } from "../ports.ts";
import { decodeEvent } from "./decodeEvent.ts";
import { type Concerned, concernedBy, readerOf } from "./newsOf.ts";
import { pageOf } from "./pageOf.ts";
import { subjectOf } from "./subject.ts";
import { type Attempt, type DeliverPorts, tellOnce } from "./tellOnce.ts";
import type { Lost } from "./undeliverable.ts";

/**
 * Tells one address of one event, once however often the delivery comes. What fails the last time is an event of its own.
 * @throws NotTold, to be tried again.
 */
export async function deliver(
  given: DeliverPorts,
  policy: Policy,
  delivery: Delivery,
  attempt: Attempt = { last: false },
): Promise<void> {
  const { subscription, team, shows = false } = delivery;
  const to = addressOf(subscription);
  const event = decodeEvent(delivery.event);
  const ports = { ...given, log: given.log.with({ ...subjectOf(event), event: event.detail.id, type: event.type }) };
  const reader = readerOf(policy, event, team, subscription.timezone, given.region);
  const message = describe(event, reader);
  const isSilent = shows || "untold" in message;
  const about = aboutOf(event);
  const telling = {
    event,
    about,
    to,
    team: reader.team,
    order: reader.service?.environments.map(({ name }) => name) ?? [],
    families: reader.service?.families ?? [],
    ...(!isSilent && { message }),
  };
  const once = {
    // Shown is not told: it may be told yet, where what somebody wants to hear of has changed meanwhile.
    key: `${about.eventId}/${to.channel}/${to.to}${shows ? "/shown" : ""}`,
    to: subscription,
    team,
    what: `${event.type} (${about.eventId})`,
    ...(telling.message && { severity: telling.message.severity }),
    tell: async (channel: Channel) => channel.deliver(await withPage(channel, telling)),
    lost: () => (isSilent ? undefined : lostOf(event, concernedBy(event, policy))),
  };
  const told = await tellOnce(ports, once, attempt);
  if (told && telling.message) {
    ports.log.info(`told ${to.to} by ${to.channel}`, { channel: to.channel, to: to.to });
  }
}

/** What is told of a rollout leads to its page, where the channel's messages do. */
async function withPage({ pages }: Channel, telling: Telling & { readonly event: TeamEvent }): Promise<Telling> {
  const { event, message } = telling;
  if (!pages || !message || !isOfRollout(event)) return telling;
  return { ...telling, message: { ...message, page: await pageOf(pages, event.detail, event.detail.at) } };
}

const placeOf = ({ detail }: TeamEvent) => ({
  ...("service" in detail && { service: detail.service }),
  ...("environment" in detail && detail.environment !== undefined && { environment: detail.environment }),
});

const aboutOf = (event: TeamEvent): About => ({ event: event.type, ...placeOf(event), eventId: event.detail.id });

/** What did not arrive: of an image let in nowhere, one of the services that it concerns. */
function lostOf(event: TeamEvent, { services: [service] }: Concerned): Lost | undefined {
  if (service === undefined) return undefined;
  const { type, detail } = event;
  const correlationId = "image" in detail ? detail.image.correlationId : undefined;
  return { id: detail.id, type, service, ...placeOf(event), ...(correlationId !== undefined && { correlationId }) };
}
