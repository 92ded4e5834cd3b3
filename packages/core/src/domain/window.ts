import type { Window } from "./policy.ts";
import { Temporal } from "./temporal.ts";

/**
 * A window is open whenever the clock on the wall says so. Hence, where clocks change: a wall time that is skipped
 * opens nothing, a wall time that comes twice opens twice. (docs/usage/configuration.md, "Windows".)
 */
export function isOpen(windows: readonly Window[], timezone: string, at: Temporal.Instant): boolean {
  return windows.length === 0 || spanAt(windows, timezone, at.epochMilliseconds).open;
}

/** `at` itself where a window is open then, else the first moment after it at which one opens. */
export function nextOpening(windows: readonly Window[], timezone: string, at: Temporal.Instant): Temporal.Instant {
  const from = at.epochMilliseconds;
  const limit = from + 15 * dayLength; // two weeks, for a change of clocks may swallow this week's only opening
  for (let time = from; time <= limit; ) {
    const span = spanAt(windows, timezone, time);
    if (span.open) return time === from ? at : Temporal.Instant.fromEpochMilliseconds(time);
    time = span.to;
  }
  throw new Error(`no window of ${windows.map((w) => w.text).join(", ")} opens within two weeks of ${at}`);
}

/** A stretch of time, in epoch milliseconds, in which nothing opens or closes. */
interface Span {
  readonly from: number;
  readonly to: number;
  readonly open: boolean;
}

const dayLength = 24 * 3600_000;

// Reading a wall clock costs some 20 µs, deciding asks thousands of times: spans are kept, by zone and by what the
// windows say, for many services share the same.
const known = new Map<string, Span[]>();
const keys = new WeakMap<readonly Window[], string>();
const kept = { spans: 64, windows: 1_000 };

function spanAt(windows: readonly Window[], timezone: string, time: number): Span {
  const key = `${timezone} ${keyOf(windows)}`;
  const spans = known.get(key) ?? [];
  const found = spans.find((candidate) => candidate.from <= time && time < candidate.to);
  if (found) return found;
  const span = readSpan(windows, timezone, time);
  if (spans.unshift(span) > kept.spans) spans.pop();
  if (!known.has(key) && known.size >= kept.windows) known.clear();
  known.set(key, spans);
  return span;
}

function keyOf(windows: readonly Window[]): string {
  const key = keys.get(windows) ?? windows.map(({ days, from, to }) => `${days} ${from}-${to ?? "24:00"}`).join(", ");
  keys.set(windows, key);
  return key;
}

function readSpan(windows: readonly Window[], timezone: string, time: number): Span {
  const local = Temporal.Instant.fromEpochMilliseconds(time).toZonedDateTimeISO(timezone);
  const date = local.toPlainDate();
  let from = Number.NEGATIVE_INFINITY;
  let to = Number.POSITIVE_INFINITY;
  for (const days of [-1, 0, 1]) {
    for (const edge of edgesOn(windows, timezone, date.add({ days }))) {
      if (edge <= time) from = Math.max(from, edge);
      else to = Math.min(to, edge);
    }
  }
  return { from, to, open: opensAt(windows, local) };
}

function opensAt(windows: readonly Window[], local: Temporal.ZonedDateTime): boolean {
  const time = minutesOf(local.hour, local.minute);
  const today = local.dayOfWeek;
  const yesterday = today === 1 ? 7 : today - 1;
  return windows.some((window) => {
    const { from, to } = bounds(window);
    if (to > from) return window.days.includes(today) && time >= from && time < to;
    return (window.days.includes(today) && time >= from) || (window.days.includes(yesterday) && time < to);
  });
}

/** Every moment of a local date at which a window might open or close: midnight, its bounds (both, where they come twice), a change of clocks. */
function edgesOn(windows: readonly Window[], timezone: string, date: Temporal.PlainDate): number[] {
  const midnight = date.toZonedDateTime(timezone);
  const edges = [midnight.epochMilliseconds];
  const regular = midnight.hoursInDay === 24;
  for (const bound of windows.flatMap((w) => (w.to ? [w.from, w.to] : [w.from]))) {
    const wall = date.toPlainDateTime(bound);
    edges.push(wall.toZonedDateTime(timezone, { disambiguation: "earlier" }).epochMilliseconds);
    if (!regular) edges.push(wall.toZonedDateTime(timezone, { disambiguation: "later" }).epochMilliseconds);
  }
  const change = regular ? null : midnight.getTimeZoneTransition("next");
  if (change) edges.push(change.epochMilliseconds);
  return edges;
}

function bounds(window: Window): { from: number; to: number } {
  return {
    from: minutesOf(window.from.hour, window.from.minute),
    to: window.to ? minutesOf(window.to.hour, window.to.minute) : minutesOf(24, 0),
  };
}

const minutesOf = (hour: number, minute: number) => hour * 60 + minute;
