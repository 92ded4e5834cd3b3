import { Temporal } from "../../domain/temporal.ts";
import type { TeamEvent } from "../describe/index.ts";

/**
 * What an event is worth to who is told of it at a later moment. A reminder counts from that moment on, and is none any
 * more where what it reminds of has passed: `undefined`. All else happened when it did.
 */
export function asOf(event: TeamEvent, moment: Temporal.Instant): TeamEvent | undefined {
  const isAhead = (at: Temporal.Instant) => Temporal.Instant.compare(at, moment) > 0;
  switch (event.type) {
    case "step.coming-up":
      return isAhead(event.detail.dueAt) ? { ...event, detail: { ...event.detail, at: moment } } : undefined;
    case "approval.due":
      return isAhead(event.detail.until) ? { ...event, detail: { ...event.detail, at: moment } } : undefined;
    default:
      return event;
  }
}
