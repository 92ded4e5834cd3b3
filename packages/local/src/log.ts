import type { RegionClock } from "./clock.ts";
import type { LogEntry } from "./context.ts";

export type LoggedEntry = LogEntry & {
  /** ISO 8601, simulated time. */
  readonly at: string;
};

/** What the functions and the simulated services said. Only the newest entries are kept. */
export interface RegionLog {
  add(entry: LogEntry): void;
  /** Oldest first. */
  entries(): readonly LoggedEntry[];
  /** Calls `listener` for every entry from now on; answers how to stop that. */
  follow(listener: (entry: LoggedEntry) => void): () => void;
}

export function createLog(clock: Pick<RegionClock, "now">, keep = 5_000): RegionLog {
  let entries: LoggedEntry[] = [];
  const listeners = new Set<(entry: LoggedEntry) => void>();
  return {
    add(entry) {
      const logged = { ...entry, at: new Date(clock.now()).toISOString() };
      entries.push(logged);
      if (entries.length > keep * 1.2) entries = entries.slice(-keep);
      for (const listener of listeners) listener(logged);
    },
    entries: () => entries.slice(-keep),
    follow(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
