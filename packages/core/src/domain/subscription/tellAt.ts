import type { Window } from "../policy.ts";
import type { Severity, Subscription } from "../subscription.ts";
import { Temporal } from "../temporal.ts";
import { nextOpening } from "../window.ts";

export interface Urgency {
  readonly severity: Severity;
  /** Until when an answer is wanted. */
  readonly until?: Temporal.Instant;
}

type Paced = Pick<Subscription, "pace" | "timezone">;

/**
 * When the subscription is told of what happens at a moment: now, or with the digest of a later moment. Failures are told
 * now, and so is a question whose answer would be late by then.
 */
export function tellAt(
  subscription: Paced,
  { severity, until }: Urgency,
  now: Temporal.Instant,
): "now" | Temporal.Instant {
  if (severity === "failure") return "now";
  const { digest } = subscription.pace;
  const at = afterQuietHours(subscription, digest === undefined ? now : nextDigest(subscription, now));
  if (at.equals(now) || (until && Temporal.Instant.compare(at, until) >= 0)) return "now";
  return at;
}

/** The digest after a moment, for what came too late for that of the moment itself. Never at the moment. */
export const digestAfter = (subscription: Paced, at: Temporal.Instant): Temporal.Instant =>
  afterQuietHours(subscription, nextDigest(subscription, at));

/**
 * The next full hour, or the next time that the subscription's clock shows the time of its daily digest. Where clocks
 * change: a time that is skipped is that much later, a time that comes twice counts when it comes first.
 */
function nextDigest({ pace: { digest }, timezone }: Paced, now: Temporal.Instant): Temporal.Instant {
  const local = now.toZonedDateTimeISO(timezone);
  if (digest === undefined || digest === "hourly") {
    return local.round({ smallestUnit: "hour", roundingMode: "floor" }).add({ hours: 1 }).toInstant();
  }
  const on = (days: number) =>
    local.toPlainDate().add({ days }).toPlainDateTime(digest.daily).toZonedDateTime(timezone).toInstant();
  const today = on(0);
  return Temporal.Instant.compare(today, now) > 0 ? today : on(1);
}

const everyDay = [1, 2, 3, 4, 5, 6, 7];

/** The moment itself, or if it is quiet then, the end of that. The rest of the day is as a window that opens. */
function afterQuietHours({ pace: { quietHours }, timezone }: Paced, at: Temporal.Instant): Temporal.Instant {
  if (!quietHours) return at;
  const loud: Window = { days: everyDay, from: quietHours.to, to: quietHours.from, text: "outside the quiet hours" };
  return nextOpening([loud], timezone, at);
}
