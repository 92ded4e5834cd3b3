import type { Temporal } from "../domain/temporal.ts";

// Making a formatter costs a hundred times what using it does.
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known) return known;
  const formatter = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZoneName: "short",
  });
  formatters.set(zone, formatter);
  return formatter;
}

/**
 * `Tue 24 Nov 2026, 10:00 GMT`, or only the time, `10:00 GMT`, in an IANA zone. Put together part by part, since the punctuation of a formatted date
 * changes between releases of ICU.
 */
export function writeMoment(at: Temporal.Instant, zone: string, only?: "time"): string {
  const parts: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {};
  for (const { type, value } of formatterOf(zone).formatToParts(at.epochMilliseconds)) parts[type] = value;
  const { weekday, day, month, year, hour, minute, timeZoneName } = parts;
  const time = `${hour}:${minute} ${timeZoneName}`;
  return only === "time" ? time : `${weekday} ${day} ${month} ${year}, ${time}`;
}

const units = [
  ["day", 24 * 60],
  ["hour", 60],
  ["minute", 1],
] as const;

/** How long it was from one moment to another, to the minute, in the largest unit and the one below it: `1 hour 5 minutes`. */
export function writeSpan(from: Temporal.Instant, to: Temporal.Instant): string {
  let rest = Math.round((to.epochMilliseconds - from.epochMilliseconds) / 60_000);
  if (rest < 1) return "less than a minute";
  const counts = units.map(([unit, minutes]) => {
    const n = Math.floor(rest / minutes);
    rest -= n * minutes;
    return [n, unit] as const;
  });
  const largest = counts.findIndex(([n]) => n > 0);
  return counts
    .slice(largest, largest + 2)
    .flatMap(([n, unit]) => (n > 0 ? [`${n} ${unit}${n === 1 ? "" : "s"}`] : []))
    .join(" ");
}
