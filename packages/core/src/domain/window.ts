import type { Window } from "./policy.ts";
import { Temporal } from "./temporal.ts";

/**
 * A window is open whenever the clock on the wall says so. Hence, where clocks change: a wall time that is skipped
 * opens nothing, a wall time that comes twice opens twice. (docs/usage/configuration.md, "Windows".)
 */
export function isOpen(windows: readonly Window[], timezone: string, at: Temporal.Instant): boolean {
  if (windows.length === 0) return true;
  const local = at.toZonedDateTimeISO(timezone);
  const time = minutesOf(local.hour, local.minute);
  const today = local.dayOfWeek;
  const yesterday = today === 1 ? 7 : today - 1;
  return windows.some((window) => {
    const { from, to } = bounds(window);
    if (to > from) return window.days.includes(today) && time >= from && time < to;
    return (window.days.includes(today) && time >= from) || (window.days.includes(yesterday) && time < to);
  });
}

/** `at` itself where a window is open then, else the first moment after it at which one opens. */
export function nextOpening(windows: readonly Window[], timezone: string, at: Temporal.Instant): Temporal.Instant {
  if (isOpen(windows, timezone, at)) return at;
  const local = at.toZonedDateTimeISO(timezone);
  let date = local.toPlainDate();
  // A week and a day hold every opening; another week where a change of clocks has swallowed the only one.
  for (let day = 0; day <= 15; day++, date = date.add({ days: 1 })) {
    const openings = openingsOn(windows, timezone, date).filter(
      (opening) => Temporal.Instant.compare(opening, at) > 0 && isOpen(windows, timezone, opening),
    );
    if (openings.length > 0) return openings.reduce((a, b) => (Temporal.Instant.compare(a, b) <= 0 ? a : b));
  }
  throw new Error(`no window of ${windows.map((w) => w.text).join(", ")} opens within two weeks of ${at}`);
}

/** Moments of a local date at which a window may open: its start (either one, where it comes twice), or a change of clocks. */
function openingsOn(windows: readonly Window[], timezone: string, date: Temporal.PlainDate): Temporal.Instant[] {
  const candidates: Temporal.Instant[] = [];
  let starts = false;
  for (const window of windows) {
    if (!touches(window, date.dayOfWeek)) continue;
    starts = true;
    if (!window.days.includes(date.dayOfWeek)) continue;
    const start = date.toPlainDateTime(window.from);
    candidates.push(start.toZonedDateTime(timezone, { disambiguation: "earlier" }).toInstant());
    candidates.push(start.toZonedDateTime(timezone, { disambiguation: "later" }).toInstant());
  }
  if (!starts) return candidates;
  const midnight = date.toZonedDateTime(timezone);
  const change = midnight.hoursInDay === 24 ? null : midnight.getTimeZoneTransition("next");
  if (change) candidates.push(change.toInstant());
  return candidates;
}

/** Does any part of the window lie on that day of the week? */
function touches(window: Window, day: number): boolean {
  if (window.days.includes(day)) return true;
  const { from, to } = bounds(window);
  return to <= from && window.days.includes(day === 1 ? 7 : day - 1);
}

function bounds(window: Window): { from: number; to: number } {
  return {
    from: minutesOf(window.from.hour, window.from.minute),
    to: window.to ? minutesOf(window.to.hour, window.to.minute) : minutesOf(24, 0),
  };
}

const minutesOf = (hour: number, minute: number) => hour * 60 + minute;
