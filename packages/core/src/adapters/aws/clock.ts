import { Temporal } from "../../domain/temporal.ts";
import type { Clock } from "../../ports.ts";

/** The machine's time. Temporal asks `Date.now()`, which a simulated region may have changed. */
export function systemClock(): Clock {
  return { now: () => Temporal.Now.instant() };
}
