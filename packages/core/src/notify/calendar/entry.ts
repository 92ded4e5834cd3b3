import type { EnvironmentPolicy } from "../../domain/policy.ts";
import type { Temporal } from "../../domain/temporal.ts";
import type { TeamEvent } from "../describe/index.ts";
import type { Reader } from "../describe/shared.ts";

/** The date of a step for a reader's calendar. The latest `sequence` of a `uid` is the one that holds. */
export interface CalendarEntry {
  /** The same for everything that is ever said of this step. */
  readonly uid: string;
  readonly sequence: number;
  readonly saidAt: Temporal.Instant;
  readonly summary: string;
  readonly description: string;
  /** `off`: the step does not take place, or not then; a calendar takes the entry away. */
  readonly when: Temporal.Instant | "off";
}

/**
 * What an event changes in calendars, if anything. There is one entry for each rollout: for the last environment, where
 * that has a window or a notice, for its date is what people plan around.
 */
export function calendarEntry({ type, detail }: TeamEvent, { service }: Reader): CalendarEntry | undefined {
  if (!("image" in detail)) return undefined;
  const last = service?.environments.at(-1);
  if (!last || !isDated(last)) return undefined;
  const when = changeOf({ type, detail } as TeamEvent, last.name);
  if (when === undefined) return undefined;
  const { service: name, family, image, at } = detail;
  return {
    uid: `${name}.${family}.${last.name}.${image.id}@ami-refresh`,
    // Whatever happens later has a higher number, with nothing to remember; seconds fit iCalendar's integers for
    // 68 years (RFC 5545, section 3.3.8).
    sequence: Math.max(0, Math.floor((at.epochMilliseconds - image.createdAt.epochMilliseconds) / 1000)),
    saidAt: at,
    summary: `${name}: ${last.name} is refreshed to ${image.name}`,
    description:
      when === "off"
        ? offBecause(type)
        : `The groups of ${name} in ${last.name} are refreshed to ${image.name} (${image.id}). It begins then at the earliest, if the environments before it have succeeded; you are told of the start and how it went.`,
    when,
  };
}

const offBecause = (type: TeamEvent["type"]) =>
  type === "step.moved" ? "It did not begin then, and has no other date yet." : "This does not take place.";

const isDated = ({ windows, notice }: EnvironmentPolicy) => windows.length > 0 || !notice.blank;

function changeOf({ type, detail }: TeamEvent, last: string): CalendarEntry["when"] | undefined {
  switch (type) {
    case "rollout.planned": {
      const dueAt = detail.steps.find(({ environment }) => environment === last)?.dueAt;
      return dueAt && dueAt.epochMilliseconds > detail.at.epochMilliseconds ? dueAt : undefined;
    }
    case "step.started":
      return detail.environment === last ? detail.at : undefined;
    case "step.moved":
      return detail.environment === last ? (detail.dueAt ?? "off") : undefined;
    case "step.coming-up":
      return detail.environment === last ? detail.dueAt : undefined;
    case "step.skipped":
    case "step.superseded":
      return detail.environment === last ? "off" : undefined;
    case "approval.granted": {
      const { environment, dueAt } = detail;
      return environment === last ? dueAt : undefined;
    }
    case "approval.declined":
      return "off";
    case "step.failed":
      // A failure before the last environment is as far as the image goes, unless it has been there already.
      return detail.environment === last || detail.startedAfter?.includes(last) ? undefined : "off";
    default:
      return undefined;
  }
}
