import type { Policy } from "../domain/policy.ts";
import type { Delivery } from "../domain/subscription/delivery.ts";
import type { Address } from "../domain/subscription.ts";
import { Temporal } from "../domain/temporal.ts";
import { describe, type TeamEvent } from "../notify/describe/index.ts";
import type { About, Bus, Channel, Clock, Log, Metrics, Sent } from "../ports.ts";
import { decodeEvent } from "./decodeEvent.ts";
import { readerOf } from "./newsOf.ts";
import { orRelease } from "./orRelease.ts";
import { subjectOf } from "./subject.ts";
import { undeliverable } from "./undeliverable.ts";

export interface DeliverPorts {
  readonly log: Log;
  readonly metrics: Metrics;
  readonly sent: Sent;
  readonly channel: Channel;
  readonly bus: Bus;
  readonly clock: Clock;
}

export interface Attempt {
  /** Nobody tries again: if it fails, the delivery goes to the dead-letter queue. */
  readonly last: boolean;
}

/** Longer than the function runs, shorter than its queue hides a message: who finds a claim comes back to its end. */
const claimLasts = Temporal.Duration.from({ minutes: 3 });

/**
 * Tells one address of one event, once however often the delivery comes. What fails the last time is an event of its own.
 * @throws NotTold, to be tried again.
 */
export async function deliver(
  given: DeliverPorts,
  policy: Policy,
  delivery: Delivery,
  { last }: Attempt = { last: false },
): Promise<void> {
  const { subscription, team } = delivery;
  const to = addressOf(subscription);
  if (to.channel !== given.channel.kind)
    throw new Error(`this is the queue of ${given.channel.kind}, and no way to ${to.channel}`);
  const event = decodeEvent(delivery.event);
  if (event.type === "image.rejected") throw new Error("a rejected image is of no team, and told to nobody");
  const ports = { ...given, log: given.log.with({ ...subjectOf(event), event: event.detail.id, type: event.type }) };
  const reader = readerOf(policy, event, team, subscription.timezone);
  const message = describe(event, reader);
  const about = aboutOf(event);
  const key = `${about.eventId}/${to.channel}/${to.to}`;

  const claim = await ports.sent.claim(key, claimLasts);
  if (claim === "sent") return;
  if (claim === "being sent") throw new NotTold(event, delivery, new Error("somebody else is sending it"));
  const telling = {
    event,
    about,
    to,
    team: reader.team,
    order: reader.service?.environments.map(({ name }) => name) ?? [],
    ...(!("untold" in message) && { message }),
  };
  try {
    await orRelease(ports.sent, key, () => ports.channel.deliver(telling));
    await ports.sent.mark(key);
  } catch (cause) {
    ports.metrics.record({ name: "NotificationFailures", value: 1, about: { channel: to.channel } });
    if (last && telling.message) await report(ports, event, delivery, cause);
    throw new NotTold(event, delivery, cause);
  }
  if (telling.message) ports.log.info(`told ${to.to} by ${to.channel}`, { channel: to.channel, to: to.to });
}

/** To the bus; where even that fails, the message is in the dead-letter queue all the same. */
async function report({ log, bus, clock }: DeliverPorts, event: TeamEvent, delivery: Delivery, cause: unknown) {
  const said = undeliverable(event, delivery, reasonOf(cause), clock.now());
  if (!said) return log.warn("nobody else is told that this did not arrive");
  await bus
    .put([said])
    .catch((error: unknown) => log.warn(`nobody is told that this did not arrive: ${reasonOf(error)}`));
}

const reasonOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

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
    super(
      `${type} (${detail.id}) did not reach ${address.to} of the team ${team} by ${address.channel} (${reasonOf(cause)}); to be tried again`,
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
