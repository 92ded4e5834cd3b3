import type { DigestReader } from "../domain/subscription/digestDue.ts";
import type { Readers } from "../domain/subscription/kept.ts";
import { isStillWanted } from "../domain/subscription/stillWanted.ts";
import type { Severity } from "../domain/subscription.ts";
import type { Bus, Channel, Clock, Log, Metrics, ReaderStore, Sent } from "../ports.ts";
import { claimLasts } from "./claimLasts.ts";
import { orRelease } from "./orRelease.ts";
import { type Lost, undeliverable } from "./undeliverable.ts";

export interface DeliverPorts {
  readonly log: Log;
  readonly metrics: Metrics;
  readonly sent: Sent;
  readonly channel: Channel;
  readonly bus: Bus;
  readonly clock: Clock;
  /** What people have said of who is told, since it was put aside for them. */
  readonly readers: Pick<ReaderStore, "readOf">;
  /** In whose console the images and groups are. Absent: there is none. */
  readonly region?: string;
}

export interface Attempt {
  /** Nobody tries again: if it fails, the delivery goes to the dead-letter queue. */
  readonly last: boolean;
}

/** What is told, and to whom. */
export interface Once {
  /** The same for what is the same, at the same address. */
  readonly key: string;
  readonly to: DigestReader;
  /** As which team it is told. */
  readonly team: string;
  /** `step.started (checkout/…)`, for people. */
  readonly what: string;
  /** How much it matters. Absent: nobody is told, or `tell` looks at each of what it tells, by what it is given. */
  readonly severity?: Severity;
  tell(channel: Channel, known: Readers): Promise<void>;
  /** What is lost if it fails for good. `undefined`: nothing that anybody would miss. */
  lost(): Lost | undefined;
}

/**
 * Tells it unless that was done, or is not wanted any more; says whether it has. What fails the last time is an event of its own.
 * @throws NotTold, to be tried again.
 */
export async function tellOnce(ports: DeliverPorts, once: Once, { last }: Attempt): Promise<boolean> {
  const { sent, channel, metrics } = ports;
  const { key, to } = once;
  const kind = to.address.channel;
  if (kind !== channel.kind) throw new Error(`this is the queue of ${channel.kind}, and no way to ${kind}`);
  const known = await ports.readers.readOf(to);
  if (!isStillWanted(known, to, once.severity)) {
    ports.log.info(`not told: ${to.address.to} does not want it any more`, { channel: kind, to: to.address.to });
    return false;
  }
  const claim = await sent.claim(key, claimLasts);
  if (claim === "sent") return false;
  if (claim === "being sent") throw new NotTold(once, new Error("somebody else is sending it"));
  try {
    await orRelease(sent, key, () => once.tell(channel, known));
    await sent.mark(key);
    return true;
  } catch (cause) {
    metrics.record({ name: "NotificationFailures", value: 1, about: { channel: kind } });
    const gone = isGone(cause);
    const lost = last || gone ? once.lost() : undefined;
    if (lost) await report(ports, lost, to, cause);
    const notTold = new NotTold(once, cause);
    if (!gone) throw notTold;
    // Nobody is there to be told: it is not tried again, and no operator has anything to mend.
    await sent.mark(key);
    ports.log.warn(notTold.message, { channel: kind, to: to.address.to, gone: true });
    return false;
  }
}

/** To the bus; where even that fails, the message is in the dead-letter queue all the same. */
async function report({ log, bus, clock }: DeliverPorts, lost: Lost, to: DigestReader, cause: unknown): Promise<void> {
  const said = undeliverable(lost, to, reasonOf(cause), clock.now());
  if (!said) return log.warn("nobody else is told that this did not arrive");
  await bus
    .put([said])
    .catch((error: unknown) => log.warn(`nobody is told that this did not arrive: ${reasonOf(error)}`));
}

const reasonOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

/** An address did not take a message. `retryAfter`: in how many seconds to try again, where its channel has said so. */
export class NotTold extends Error {
  readonly retryAfter: number | undefined;
  constructor({ what, team, to: { address } }: Once, cause: unknown) {
    const where = `${address.to} of the team ${team} by ${address.channel}`;
    const then = isGone(cause) ? "not to be tried again" : "to be tried again";
    super(`${what} did not reach ${where} (${reasonOf(cause)}); ${then}`, { cause });
    this.name = "NotTold";
    this.retryAfter = retryAfterIn(cause);
  }
}

const isGone = (error: unknown): boolean => error instanceof Error && "gone" in error && error.gone === true;

const retryAfterIn = (error: unknown): number | undefined =>
  error instanceof Error && "retryAfter" in error && typeof error.retryAfter === "number"
    ? error.retryAfter
    : undefined;
