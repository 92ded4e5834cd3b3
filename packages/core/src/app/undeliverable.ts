import type { DigestReader } from "../domain/subscription/digestDue.ts";
import type { Temporal } from "../domain/temporal.ts";
import type { DomainEvent } from "../events.ts";

/** What did not arrive, and what it told of. */
export interface Lost {
  readonly id: string;
  readonly type: string;
  readonly service: string;
  readonly environment?: string;
  readonly correlationId?: string;
}

/**
 * What is said of a message that an address did not take for good: so that the team's other addresses hear of it. Its id
 * is that of the address and the day, for who hears once a day that a channel is gone need not hear it of every message.
 * `undefined`: nobody is to be told, for it was itself such a message, or is of no team.
 */
export function undeliverable(
  { id, type, ...about }: Lost,
  { team, address: { channel, to: address } }: DigestReader,
  reason: string,
  at: Temporal.Instant,
): DomainEvent | undefined {
  if (type === "subscription.undeliverable" || team === undefined) return undefined;
  const day = at.toZonedDateTimeISO("UTC").toPlainDate();
  return {
    type: "subscription.undeliverable",
    detail: {
      ...about,
      id: `undeliverable/${team}/${channel}/${address}/${day}`,
      at,
      team,
      channel,
      address,
      reason,
      event: { id, type },
    },
  };
}
