import type { Family } from "@ami-refresh/core/domain/family.ts";
import type { FleetImage } from "./schema.ts";

/** An image to be published. `owner`: an account id; absent: the region's own account. */
export type NextImage = Pick<FleetImage, "name" | "architecture" | "tags" | "owner">;

/** Makes up an image of the family, named after the day; `taken`: names that are in use. */
export function nextImage(family: Family, now: number, taken: ReadonlySet<string> = new Set()): NextImage {
  return imageOf(family, newestName(family, now, taken), dateOf(now));
}

/** The image that runs before the first is published. */
export function previousImage(family: Family): NextImage {
  return imageOf(family, filled(family.namePattern, previous), previous);
}

/** `base-al2023-*` → `base-al2023-2026.11.25`, where that is taken `base-al2023-2026.11.25.2`. */
export function newestName(family: Family, now: number, taken: ReadonlySet<string> = new Set()): string {
  const date = dateOf(now);
  const names = [date, ...Array.from({ length: taken.size }, (_, i) => `${date}.${i + 2}`)].map((text) =>
    filled(family.namePattern, text),
  );
  return names.find((name) => !taken.has(name)) ?? filled(family.namePattern, date);
}

/** Can the family have two images of different names in one account? */
export const hasRoom = (family: Family): boolean => family.namePattern.includes("*");

const previous = "previous";

function imageOf(family: Family, name: string, text: string): NextImage {
  const owner = family.owners.includes("self") ? undefined : family.owners[0];
  return {
    name,
    architecture: family.architecture === "arm64" ? "arm64" : "x86_64",
    tags: Object.fromEntries(Object.entries(family.tags).map(([key, pattern]) => [key, filled(pattern, text)])),
    ...(owner !== undefined && { owner }),
  };
}

/** A text that the glob matches: its last `*` becomes `text`, the others nothing, each `?` a 0. */
function filled(pattern: string, text: string): string {
  const last = pattern.lastIndexOf("*");
  return [...pattern].map((c, i) => (c === "?" ? "0" : c !== "*" ? c : i === last ? text : "")).join("");
}

const dateOf = (now: number): string => new Date(now).toISOString().slice(0, 10).replaceAll("-", ".");
