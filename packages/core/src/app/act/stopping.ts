import { Temporal } from "../../domain/temporal.ts";
import type { Asked } from "../../notify/asked.ts";

/** What somebody wants stopped, and has not confirmed. */
export interface Stopping {
  readonly verb: "cancel" | "roll-back";
  readonly service: string;
  readonly environment: string;
  /** Absent: the one that is being refreshed there, or, to be rolled back, the one that was last. */
  readonly image?: string;
  readonly reason?: string;
}

/** How long what somebody was shown is taken to be what they mean. */
export const pressWithin = Temporal.Duration.from({ minutes: 15 });

/** Whether too much may have changed since the person was asked. */
export const isStale = (asked: Asked, now: Temporal.Instant): boolean =>
  "asked" in asked && Temporal.Instant.compare(Temporal.Instant.from(asked.asked).add(pressWithin), now) < 0;
