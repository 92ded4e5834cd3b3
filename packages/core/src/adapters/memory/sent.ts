import type { Temporal } from "../../domain/temporal.ts";
import type { Clock, Sent } from "../../ports.ts";

/** Forgets nothing: here nobody sends for weeks. */
export function memorySent(clock: Clock): Sent {
  const claims = new Map<string, Temporal.Instant>();
  const sent = new Set<string>();
  const kept = new Map<string, string>();
  return {
    claim: async (key, lasts) => {
      if (sent.has(key)) return "sent";
      const now = clock.now();
      const until = claims.get(key);
      if (until && until.epochMilliseconds >= now.epochMilliseconds) return "being sent";
      claims.set(key, now.add(lasts));
      return "claimed";
    },
    mark: async (key) => void sent.add(key),
    release: async (key) => void claims.delete(key),
    keep: async (key, what) => void kept.set(key, what),
    kept: async (key) => kept.get(key),
  };
}
