import { Temporal } from "../../domain/temporal.ts";
import type { TeamEvent } from "../describe/index.ts";

/**
 * What an event is worth to who is told of it at a later moment. A reminder counts from that moment on, and is none any
 * more where its date has passed: `undefined`. All else happened when it did.
 */
export function asOf(event: TeamEvent, moment: Temporal.Instant): TeamEvent | undefined {
  if (event.type !== "step.coming-up") return event;
  const { detail } = event;
  return Temporal.Instant.compare(detail.dueAt, moment) > 0
    ? { ...event, detail: { ...detail, at: moment } }
    : undefined;
}
