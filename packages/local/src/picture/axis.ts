import { dayText, offsetAt, timeText } from "./when.ts";

export interface Axis {
  readonly from: number;
  readonly to: number;
  readonly ticks: readonly Tick[];
}
export interface Tick {
  readonly at: number;
  readonly label: string;
  /** A new day begins. */
  readonly day: boolean;
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const steps = [
  minute,
  5 * minute,
  15 * minute,
  30 * minute,
  hour,
  3 * hour,
  6 * hour,
  12 * hour,
  day,
  2 * day,
  7 * day,
  14 * day,
  28 * day,
];

/** An axis over all of `times` (epoch milliseconds), a little wider, with at most `most` ticks on the zone's round times. */
export function axisOf(times: readonly number[], zone: string, most = 8): Axis {
  const first = times.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const last = times.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  if (!Number.isFinite(first) || !Number.isFinite(last)) return { from: 0, to: hour, ticks: [] };
  const span = Math.max(last - first, 30 * minute);
  const from = first - span * 0.01;
  const to = first + span * 1.04;
  return { from, to, ticks: ticksOf(from, to, zone, most) };
}

function ticksOf(from: number, to: number, zone: string, most: number): Tick[] {
  const step = steps.find((size) => (to - from) / size <= most) ?? Math.ceil((to - from) / most / day) * day;
  const ticks: Tick[] = [];
  // Stepped on the wall's clock, so that days begin at midnight on both sides of a change of clocks.
  const offset = offsetAt(from, zone);
  for (let wall = Math.ceil((from + offset) / step) * step; ; wall += step) {
    const at = wall - offsetAt(wall - offset, zone);
    if (at > to) return ticks;
    const midnight = wall % day === 0;
    if (at >= from) ticks.push({ at, label: midnight ? dayText(at, zone) : timeText(at, zone), day: midnight });
  }
}

/** Where a time lies on the axis: 0 to 100. */
export function placeOn(axis: Axis, at: number): number {
  const share = ((at - axis.from) / (axis.to - axis.from)) * 100;
  return Math.min(100, Math.max(0, share));
}
