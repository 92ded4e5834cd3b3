/**
 * The entries that came after the last known one. Both lists may have lost their beginning. `identity` tells entries apart,
 * also where they may change later; it is asked of every entry several times a second.
 */
export function newSince<T>(previous: readonly T[], next: readonly T[], identity: (entry: T) => string): readonly T[] {
  const last = previous.at(-1);
  if (last === undefined) return next;
  const known = identity(last);
  // Several may be equal to the last one: as many of them as were known are behind it.
  const behind = previous.filter((entry) => identity(entry) === known).length;
  const equal = next.flatMap((entry, index) => (identity(entry) === known ? [index] : []));
  const at = equal[Math.min(behind, equal.length) - 1];
  return at === undefined ? next : next.slice(at + 1);
}
