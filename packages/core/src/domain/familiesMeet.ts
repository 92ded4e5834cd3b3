import type { Family } from "./family.ts";

/**
 * May an image be of both families, as far as these say? Of owners only those count that both name in the same words, for
 * whose account `self` is stands in no configuration.
 */
export function familiesMeet(a: Family, b: Family): boolean {
  const { owners, namePattern, architecture = b.architecture, tags } = a;
  return (
    owners.some((owner) => b.owners.includes(owner)) &&
    architecture === (b.architecture ?? architecture) &&
    globsMeet(namePattern, b.namePattern) &&
    Object.entries(tags).every(([key, glob]) => globsMeet(glob, b.tags[key] ?? "*"))
  );
}

/** Is there a text that both globs match? `*` stands for any run of characters, `?` for one. */
export function globsMeet(a: string, b: string): boolean {
  // meet[j]: whether what is left of `a` meets b.slice(j). From the ends on, so that it takes |a| × |b| steps.
  let meet = Array.from({ length: b.length + 1 }, (_, j) => /^\**$/.test(b.slice(j)));
  for (let i = a.length - 1; i >= 0; i--) {
    const after = meet;
    const now: boolean[] = [];
    for (let j = b.length; j >= 0; j--) {
      const [x, y] = [a[i], b[j]];
      const skip = after[j] === true;
      const take = now[j + 1] === true;
      if (x === "*") now[j] = skip || (y !== undefined && take);
      else if (y === "*") now[j] = skip || take;
      else now[j] = y !== undefined && (x === y || x === "?" || y === "?") && after[j + 1] === true;
    }
    meet = now;
  }
  return meet[0] === true;
}
