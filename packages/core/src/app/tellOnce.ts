import type { Address } from "../domain/subscription.ts";
import { Temporal } from "../domain/temporal.ts";
import type { Channel, Log, Metrics, Sent } from "../ports.ts";
import { orRelease } from "./orRelease.ts";

export interface DeliverPorts {
  readonly log: Log;
  readonly metrics: Metrics;
  readonly sent: Sent;
  readonly channel: Channel;
}

/** What is told, and to whom. */
export interface Once {
  /** The same for what is the same, at the same address. */
  readonly key: string;
  readonly to: Address;
  /** `step.started (checkout/…)`, for people. */
  readonly what: string;
  readonly team?: string;
}

/** Longer than the function runs, shorter than its queue hides a message: who finds a claim comes back to its end. */
const claimLasts = Temporal.Duration.from({ minutes: 3 });

/** Tells it unless that was done; says whether it has. @throws NotTold, to be tried again. */
export async function tellOnce(
  { channel, sent, metrics }: DeliverPorts,
  once: Once,
  tell: (channel: Channel) => Promise<void>,
): Promise<boolean> {
  const { key, to } = once;
  if (to.channel !== channel.kind) throw new Error(`this is the queue of ${channel.kind}, and no way to ${to.channel}`);
  const claim = await sent.claim(key, claimLasts);
  if (claim === "sent") return false;
  try {
    if (claim === "being sent") throw new Error("somebody else is sending it");
    await orRelease(sent, key, () => tell(channel));
    await sent.mark(key);
    return true;
  } catch (cause) {
    metrics.record({ name: "NotificationFailures", value: 1, about: { channel: to.channel } });
    throw new NotTold(once, cause);
  }
}

/** An address did not take a message. `retryAfter`: in how many seconds to try again, where its channel has said so. */
export class NotTold extends Error {
  readonly retryAfter: number | undefined;
  constructor({ what, to, team }: Once, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const whom = team === undefined ? to.to : `${to.to} of the team ${team}`;
    super(`${what} did not reach ${whom} by ${to.channel} (${reason}); to be tried again`, { cause });
    this.name = "NotTold";
    this.retryAfter = retryAfterIn(cause);
  }
}

const retryAfterIn = (error: unknown): number | undefined =>
  error instanceof Error && "retryAfter" in error && typeof error.retryAfter === "number"
    ? error.retryAfter
    : undefined;
