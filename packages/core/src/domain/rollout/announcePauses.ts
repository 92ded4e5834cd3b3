import type { DomainEvent } from "../../events.ts";
import type { ServicePolicy } from "../policy.ts";
import type { Temporal } from "../temporal.ts";
import type { Pause, Track } from "./state.ts";

/** What there is to tell of pauses. Every family of a service has the same: the first one, which is decided on last, tells. */
export function pauseEvents(
  before: Track,
  after: Track,
  { name, team, families: [first] }: ServicePolicy,
  now: Temporal.Instant,
): DomainEvent[] {
  if (after.family !== first) return [];
  const known = new Set(before.pauses);
  return (after.pauses ?? []).filter((pause) => !known.has(pause)).map((pause) => eventOf(pause, name, team, now));
}

/** The id of the event that tells what was said of it last. */
export function idOfPause({ scope, environment, at, resumed }: Pause, service: string): string {
  const where = environment === undefined ? scope : `${scope}/${environment}`;
  return resumed ? `${service}/resumed/${where}/${resumed.at}` : `${service}/paused/${where}/${at}`;
}

function eventOf(pause: Pause, service: string, team: string, at: Temporal.Instant): DomainEvent {
  const { scope, environment, resumed } = pause;
  const id = idOfPause(pause, service);
  const about = { service, team, at, scope, ...(environment !== undefined && { environment }) };
  if (resumed) {
    const { by, reason } = resumed;
    return { type: "service.resumed", detail: { ...about, id, by, ...(reason !== undefined && { reason }) } };
  }
  const { by, reason, until } = pause;
  return { type: "service.paused", detail: { ...about, id, by, reason, ...(until && { until }) } };
}
