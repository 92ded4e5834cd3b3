import { momentPattern, readMoment } from "../../config/moment.ts";
import type { Wrong } from "../../config/problem.ts";
import { after, parseDuration } from "../../domain/duration.ts";
import { Temporal } from "../../domain/temporal.ts";

/** When a pause is to end, in a person's words. */
export interface Ending {
  /**
   * `2026-11-23T20:00Z`, `2026-11-23 20:00`, or `2026-11-23`, which is in the pause; `20:00`, the next one, or
   * `tomorrow 20:00`.
   */
  readonly until?: string | undefined;
  /** `2h`, `1d12h`, `1d 12h` */
  readonly for?: string | undefined;
}

export interface End {
  readonly until: Temporal.Instant;
  /** The zone in which it was read, where it named no offset. */
  readonly readIn?: string;
}

/** The end of a pause that begins now, of which one is given. `timezone`: of times without an offset. */
export function endOf({ until, for: span }: Ending, timezone: string, now: Temporal.Instant): End | { wrong: Wrong } {
  if (span === undefined) {
    const text = until ?? "";
    const end = endAt(text, timezone, now);
    const example = "give one such as 20:00, 2026-11-23 20:00, or with its offset from UTC, 2026-11-23T20:00Z";
    return end ? toCome(end, text, now) : wrong(`\`${text}\` is no time`, example);
  }
  if (until !== undefined) return wrong("`--until` and `--for` are two ends", "say one of them");
  const end = endAfter(span, now);
  return end ? toCome({ until: end }, span, now) : wrong(`\`${span}\` is no duration`, "give one such as 2h or 1d12h");
}

function toCome(end: End, text: string, now: Temporal.Instant): End | { wrong: Wrong } {
  if (end.until.epochMilliseconds > now.epochMilliseconds) return end;
  const where = end.readIn === undefined ? "" : ` in ${end.readIn}`;
  return wrong(`\`${text}\` is past${where}`, "give a time to come, or none");
}

function endAt(said: string, timezone: string, now: Temporal.Instant): End | undefined {
  const text = said.replace(/(?<=^|[T ])\d:/, "0$&");
  const clock = /^(tomorrow )?(\d{2}:\d{2})$/i.exec(text);
  if (clock) return nextTime(clock[2] ?? "", clock[1] !== undefined, timezone, now);
  const hasOffset = /(Z|[+-]\d{2}:\d{2})$/i.test(text.slice(10));
  try {
    if (hasOffset) return { until: Temporal.Instant.from(text) };
  } catch {
    return undefined;
  }
  const until = momentPattern.test(text) ? readMoment(text, "to", timezone) : undefined;
  return until && { until, readIn: timezone };
}

/** When the clock of the zone shows a time next, or tomorrow. */
function nextTime(time: string, isTomorrow: boolean, timezone: string, now: Temporal.Instant): End | undefined {
  const today = now.toZonedDateTimeISO(timezone).toPlainDate();
  const [first, second] = [0, 1].map((days) => readMoment(`${today.add({ days })}T${time}`, "to", timezone));
  const isPast = first !== undefined && first.epochMilliseconds <= now.epochMilliseconds;
  const until = isTomorrow || isPast ? second : first;
  return until && { until, readIn: timezone };
}

function endAfter(text: string, now: Temporal.Instant): Temporal.Instant | undefined {
  try {
    return after(now, parseDuration(text.replace(/(?<=[wdhms]) +(?=\d)/g, "")));
  } catch {
    return undefined;
  }
}

const wrong = (message: string, remedy: string) => ({ wrong: { message, remedy } });
