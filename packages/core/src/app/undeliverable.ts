import type { Delivery } from "../domain/subscription/delivery.ts";
import type { Temporal } from "../domain/temporal.ts";
import type { DomainEvent } from "../events.ts";
import type { TeamEvent } from "../notify/describe/index.ts";

/**
 * What is said of a message that an address did not take for good: so that the team's other addresses hear of it. Its id
 * is that of the address and the day, for who hears once a day that a channel is gone need not hear it of every message.
 * `undefined`: nobody is to be told, for it was itself such a message, or is of no team.
 */
export function undeliverable(
  event: TeamEvent,
  { team, subscription }: Delivery,
  reason: string,
  at: Temporal.Instant,
): DomainEvent | undefined {
  if (event.type === "subscription.undeliverable" || subscription.team === undefined) return undefined;
  const { channel, to: address } = subscription.address;
  const { detail } = event;
  const correlationId = "image" in detail ? detail.image.correlationId : undefined;
  const day = at.toZonedDateTimeISO("UTC").toPlainDate();
  return {
    type: "subscription.undeliverable",
    detail: {
      id: `undeliverable/${team}/${channel}/${address}/${day}`,
      at,
      service: detail.service,
      team,
      ...("environment" in detail && detail.environment !== undefined && { environment: detail.environment }),
      channel,
      address,
      reason,
      event: { id: detail.id, type: event.type },
      ...(correlationId !== undefined && { correlationId }),
    },
  };
}
