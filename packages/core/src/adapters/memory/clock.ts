import { Temporal } from "../../domain/temporal.ts";
import type { Clock } from "../../ports.ts";

/** A clock that stands still until it is set. */
export interface SettableClock extends Clock {
  set(now: Temporal.Instant): void;
  advance(by: Temporal.DurationLike): void;
}

export function settableClock(start: Temporal.Instant | string): SettableClock {
  let now = Temporal.Instant.from(start);
  return {
    now: () => now,
    set: (next) => {
      now = next;
    },
    advance: (by) => {
      now = now.add(by);
    },
  };
}
