import type { Policy } from "../domain/policy.ts";
import type { Delivery } from "../domain/subscription/delivery.ts";
import type { Address } from "../domain/subscription.ts";
import { Temporal } from "../domain/temporal.ts";
import { describe, type TeamEvent } from "../notify/describe/index.ts";
import type { About, Channel, Log, Metrics, Sent } from "../ports.ts";
import { decodeEvent } from "./decodeEvent.ts";
import { readerOf } from "./newsOf.ts";
import { orRelease } from "./orRelease.ts";
import { subjectOf } from "./subject.ts";

export interface DeliverPorts {
  readonly log: Log;
  readonly metrics: Metrics;
  readonly sent: Sent;
  readonly channel: Channel;
}

/** Longer than the function runs, shorter than its queue hides a message: who finds a claim comes back to its end. */
const claimLasts = Temporal.Duration.from({ minutes: 3 });

/** Tells one address of one event, once however often the delivery comes. @throws NotTold, to be tried again. */
export async function deliver(ports: DeliverPorts, policy: Policy, delivery: Delivery): Promise<void> {
  const { channel } = ports;
  const { subscription, team } = delivery;
  const to = addressOf(subscription);
  if (to.channel !== channel.kind) throw new Error(`this is the queue of ${channel.kind}, and no way to ${to.channel}`);
  const event = decodeEvent(delivery.event);
  if (event.type === "image.rejected") throw new Error("a rejected image is of no team, and told to nobody");
  const reader = readerOf(policy, event, team, subscription.timezone);
  const message = describe(event, reader);
  const about = aboutOf(event);
  const key = `${about.eventId}/${to.channel}/${to.to}`;

  const claim = await ports.sent.claim(key, claimLasts);
  if (claim === "sent") return;
  try {
    if (claim === "being sent") throw new Error("somebody else is sending it");
    await orRelease(ports.sent, key, () =>
      channel.deliver({
        event,
        about,
        to,
        team: reader.team,
        order: reader.service?.environments.map(({ name }) => name) ?? [],
        ...(!("untold" in message) && { message }),
      }),
    );
    await ports.sent.mark(key);
  } catch (cause) {
    ports.metrics.record({ name: "NotificationFailures", value: 1, about: { channel: to.channel } });
    throw new NotTold(event, delivery, cause);
  }
  if ("untold" in message) return;
  const { log } = ports;
  const { channel: by, to: whom } = to;
  log.info(`told ${whom} by ${by}`, {
    ...subjectOf(event),
    event: about.eventId,
    type: event.type,
    channel: by,
    to: whom,
  });
}

const addressOf = ({ address: { channel, to, secret } }: Delivery["subscription"]): Address => ({
  channel,
  to,
  ...(secret !== undefined && { secret }),
});

const aboutOf = ({ type, detail }: TeamEvent): About => ({
  event: type,
  service: detail.service,
  ...("environment" in detail && detail.environment !== undefined && { environment: detail.environment }),
  eventId: detail.id,
});

/** An address did not take a message. `retryAfter`: in how many seconds to try again, where its channel has said so. */
export class NotTold extends Error {
  readonly retryAfter: number | undefined;
  constructor({ type, detail }: TeamEvent, { team, subscription: { address } }: Delivery, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(
      `${type} (${detail.id}) did not reach ${address.to} of the team ${team} by ${address.channel} (${reason}); to be tried again`,
      { cause },
    );
    this.name = "NotTold";
    this.retryAfter = retryAfterIn(cause);
  }
}

const retryAfterIn = (error: unknown): number | undefined =>
  error instanceof Error && "retryAfter" in error && typeof error.retryAfter === "number"
    ? error.retryAfter
    : undefined;
