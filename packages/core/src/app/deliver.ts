import type { Policy } from "../domain/policy.ts";
import type { Delivery } from "../domain/subscription/delivery.ts";
import { addressOf } from "../domain/subscription/digestDue.ts";
import { describe, type TeamEvent } from "../notify/describe/index.ts";
import type { About } from "../ports.ts";
import { decodeEvent } from "./decodeEvent.ts";
import { readerOf } from "./newsOf.ts";
import { subjectOf } from "./subject.ts";
import { type DeliverPorts, tellOnce } from "./tellOnce.ts";

/** Tells one address of one event, once however often the delivery comes. @throws NotTold, to be tried again. */
export async function deliver(ports: DeliverPorts, policy: Policy, delivery: Delivery): Promise<void> {
  const { subscription, team } = delivery;
  const to = addressOf(subscription);
  const event = decodeEvent(delivery.event);
  if (event.type === "image.rejected") throw new Error("a rejected image is of no team, and told to nobody");
  const reader = readerOf(policy, event, team, subscription.timezone);
  const message = describe(event, reader);
  const about = aboutOf(event);
  const { eventId } = about;
  const once = { key: `${eventId}/${to.channel}/${to.to}`, to, what: `${event.type} (${eventId})`, team };
  const told = await tellOnce(ports, once, (channel) =>
    channel.deliver({
      event,
      about,
      to,
      team: reader.team,
      order: reader.service?.environments.map(({ name }) => name) ?? [],
      ...(!("untold" in message) && { message }),
    }),
  );
  if (!told || "untold" in message) return;
  ports.log.info(`told ${to.to} by ${to.channel}`, {
    ...subjectOf(event),
    event: eventId,
    type: event.type,
    channel: to.channel,
    to: to.to,
  });
}

const aboutOf = ({ type, detail }: TeamEvent): About => ({
  event: type,
  service: detail.service,
  ...("environment" in detail && detail.environment !== undefined && { environment: detail.environment }),
  eventId: detail.id,
});
