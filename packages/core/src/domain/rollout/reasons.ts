import type { GroupProgress } from "./state.ts";

/** Groups that have one reason in common. */
export interface Alike {
  readonly reason: string;
  /** Never empty. */
  readonly names: readonly string[];
}

/** Each reason once, in the order in which it comes first; groups without one are left out. */
export function alike(groups: readonly GroupProgress[]): Alike[] {
  const byReason = Map.groupBy(
    groups.flatMap((group) => ("reason" in group ? [group] : [])),
    ({ reason }) => reason,
  );
  return [...byReason].map(([reason, some]) => ({ reason, names: some.map(({ name }) => name) }));
}

/** More names than these are no help to a reader. */
const mostNamed = 5;

/** `web-a`, `2 groups (web-a, web-b)`, `40 groups (web-a, … and 35 more)`. */
export function whose({ names }: Alike): string {
  if (names.length === 1) return names.join();
  const shown = names.slice(0, mostNamed).join(", ");
  const more = names.length > mostNamed ? ` and ${names.length - mostNamed} more` : "";
  return `${names.length} groups (${shown}${more})`;
}

/** `web-a: no capacity; 2 groups (web-b, web-c): unhealthy`. */
export const reasonsOf = (groups: readonly GroupProgress[]): string =>
  alike(groups)
    .map((some) => `${whose(some)}: ${some.reason}`)
    .join("; ");
