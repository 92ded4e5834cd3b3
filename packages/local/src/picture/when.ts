/** Instants as people read them, in an IANA time zone. Weekday and month in words: 03/04 means two different days. */

const formats = new Map<string, Intl.DateTimeFormat>();

function partsOf(at: number, zone: string): Readonly<Record<string, string>> {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-GB", {
      timeZone: zone,
      weekday: "short",
      year: "numeric",
      month: "short",
      day: "numeric",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
      hourCycle: "h23",
    });
    formats.set(zone, format);
  }
  return Object.fromEntries(format.formatToParts(at).map((part) => [part.type, part.value]));
}

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
// en-GB abbreviates September with four letters; columns are narrow.
const monthOf = (parts: Readonly<Record<string, string>>) => (parts.month ?? "").slice(0, 3);

export const instantOf = (iso: string): number => Date.parse(iso);

/** `Sun 29 Nov 02:00`. */
export function whenText(at: number, zone: string): string {
  const parts = partsOf(at, zone);
  return `${parts.weekday} ${parts.day} ${monthOf(parts)} ${parts.hour}:${parts.minute}`;
}

/** `Sun 29 Nov`. */
export function dayText(at: number, zone: string): string {
  const parts = partsOf(at, zone);
  return `${parts.weekday} ${parts.day} ${monthOf(parts)}`;
}

/** `02:00`, with seconds where asked. */
export function timeText(at: number, zone: string, seconds = false): string {
  const parts = partsOf(at, zone);
  return `${parts.hour}:${parts.minute}${seconds ? `:${parts.second}` : ""}`;
}

/** `02:00` where that is today, else `Sun 29 Nov 02:00`. */
export function nearText(at: number, now: number, zone: string): string {
  return dayText(at, zone) === dayText(now, zone) ? timeText(at, zone) : whenText(at, zone);
}

/** How far the clock on the wall is ahead of UTC at `at`, in milliseconds. */
export function offsetAt(at: number, zone: string): number {
  const parts = partsOf(at, zone);
  const wall = Date.UTC(
    Number(parts.year),
    months.indexOf(monthOf(parts)),
    Number(parts.day),
    Number(parts.hour),
    Number(parts.minute),
    Number(parts.second),
  );
  return wall - Math.floor(at / 1000) * 1000;
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** `2d 3h`, `1h 20m`, `45m`, `30s`: the two largest units, to the nearest minute from a minute on, as messages say it. */
export function spanText(milliseconds: number): string {
  const units = [
    [day, "d"],
    [hour, "h"],
    [minute, "m"],
    [second, "s"],
  ] as const;
  const rest = milliseconds < minute ? Math.max(0, milliseconds) : Math.round(milliseconds / minute) * minute;
  const at = units.findIndex(([size]) => rest >= size);
  const large = units[at];
  if (!large) return "0s";
  const small = units[at + 1];
  const count = Math.floor(rest / large[0]);
  const remainder = small && small[0] >= minute ? Math.floor((rest - count * large[0]) / small[0]) : 0;
  return small && remainder > 0 ? `${count}${large[1]} ${remainder}${small[1]}` : `${count}${large[1]}`;
}
