import { Temporal } from "../domain/temporal.ts";

const date = String.raw`\d{4}-\d{2}-\d{2}`;
/** A date, or a date and a time with or without an offset. */
export const momentPattern = new RegExp(`^${date}([T ]\\d{2}:\\d{2}(:\\d{2})?(Z|[+-]\\d{2}:\\d{2})?)?$`);

/**
 * The instant at which a freeze begins or ends (exclusive), or undefined where there is no such date. A time without an
 * offset is read on the wall clock of `timezone`; a plain date is wholly inside the freeze.
 */
export function readMoment(text: string, edge: "from" | "to", timezone: string): Temporal.Instant | undefined {
  try {
    if (text.length === 10) {
      const day = Temporal.PlainDate.from(text, { overflow: "reject" });
      return (edge === "to" ? day.add({ days: 1 }) : day).toZonedDateTime(timezone).toInstant();
    }
    const hasOffset = /(Z|[+-]\d{2}:\d{2})$/.test(text.slice(10));
    if (hasOffset) return Temporal.Instant.from(text);
    return Temporal.PlainDateTime.from(text, { overflow: "reject" }).toZonedDateTime(timezone).toInstant();
  } catch {
    return undefined;
  }
}
