import { Temporal } from "@ami-refresh/core/domain/temporal.ts";
import { AwsError } from "../../endpoint/operations.ts";

/** When a schedule fires: once, or every so often. Epoch milliseconds, milliseconds. */
export type Timing = { readonly kind: "once"; readonly at: number } | { readonly kind: "rate"; readonly every: number };

const at = /^at\((\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})\)$/;
const rate = /^rate\(([1-9]\d*) (minute|hour|day)s?\)$/;
const units = { minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;

/**
 * `at(2026-12-01T10:00:00)` in the time zone, `rate(5 minutes)`
 * (https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html).
 * @throws AwsError ValidationException
 */
export function timingOf(expression: string, timezone: string): Timing {
  checkTimezone(timezone);
  const [, time] = at.exec(expression) ?? [];
  if (time !== undefined) {
    try {
      return { kind: "once", at: Temporal.PlainDateTime.from(time).toZonedDateTime(timezone).epochMilliseconds };
    } catch {
      throw invalid(expression);
    }
  }
  const [, count, unit] = rate.exec(expression) ?? [];
  if (unit === "minute" || unit === "hour" || unit === "day")
    return { kind: "rate", every: Number(count) * units[unit] };
  if (/^cron\(.*\)$/.test(expression)) {
    throw new AwsError(
      "ValidationException",
      `cron() is not part of the local region, only at() and rate(): ${expression}`,
    );
  }
  throw invalid(expression);
}

function checkTimezone(timezone: string): void {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(timezone);
  } catch {
    throw new AwsError("ValidationException", `Provided time zone is invalid: ${timezone}.`);
  }
}

const invalid = (expression: string) =>
  new AwsError("ValidationException", `Invalid Schedule Expression ${expression}.`);
