import type { GroupProgress, Step } from "../../domain/rollout/state.ts";
import type { Sign } from "./tone.ts";

/** Strokes in a square of 24. */
const strokes: Readonly<Record<Sign, string>> = {
  waits: "M12 7v5l3 2",
  asks: "M9.5 9.5a2.5 2.5 0 1 1 3.4 2.3c-.6.3-.9.7-.9 1.4M12 16.5v.1",
  paused: "M10 8.5v7M14 8.5v7",
  runs: "M16 10a4.5 4.5 0 1 0 .4 3M16.5 7v3.2h-3.2",
  done: "m8 12.5 2.7 2.7 5.3-6",
  failed: "m9 9 6 6M15 9l-6 6",
  stopped: "M9.5 9.5h5v5h-5z",
  "passed over": "m9 8.5 4 3.5-4 3.5M15 8.5v7",
};

/** In the colour of whatever it stands in. What it means is said in words beside it. */
export const icon = (sign: Sign): string =>
  `<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><circle cx="12" cy="12" r="11"/><path d="${strokes[sign]}"/></svg>`;

/**
 * A bar that is full to `percent`; `at`: where it stops for a while. Sizes are attributes of SVG, for the page's policy
 * lets no element have a style of its own.
 */
export function bar(percent: number, at: readonly number[] = []): string {
  const stops = at
    .filter((stop) => stop > 0 && stop < 100)
    .map((stop) => `<rect class="stop" x="${stop}%" width="2" height="100%"/>`);
  return `<svg class="bar" role="img" aria-label="${percent} %"><rect class="full" width="${percent}%" height="100%"/>${stops.join("")}</svg>`;
}

/** How far a refresh is, in whole percent: what has ended has ended, however, and of what somebody stops nobody knows. */
export function percentOf(step: Step): number {
  switch (step.status) {
    case "waiting":
      return 0;
    case "running":
      return step.stop ? 100 : average(step.groups.filter(({ status }) => status !== "left").map(percentOfGroup));
    default:
      return 100;
  }
}

const average = (all: readonly number[]): number =>
  all.length === 0 ? 0 : Math.floor(all.reduce((sum, one) => sum + one, 0) / all.length);

function percentOfGroup(group: GroupProgress): number {
  if (group.status === "running") return group.percent ?? 0;
  return group.status === "pending" || group.status === "waiting" ? 0 : 100;
}
