import type { Window } from "../domain/policy.ts";
import { listOf } from "./leaves.ts";
import { readWindow } from "./window.ts";

export type ReadWindows = (written: string | readonly string[]) => readonly Window[];

/** What is written alike shares its windows, and with them what the domain keeps of their openings. */
export function windowReader(): ReadWindows {
  const known = new Map<string, readonly Window[]>();
  return (written) => {
    const key = JSON.stringify(written);
    const windows = known.get(key) ?? readWindows(listOf(written));
    known.set(key, windows);
    return windows;
  };
}

/** None where one of them is `always`. */
function readWindows(texts: readonly string[]): Window[] {
  if (texts.includes("always")) return [];
  return texts.flatMap((text) => {
    const reading = readWindow(text);
    return "window" in reading ? [reading.window] : [];
  });
}
