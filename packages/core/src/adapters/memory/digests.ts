import { Temporal } from "../../domain/temporal.ts";
import type { DomainEvent } from "../../events.ts";
import type { Digest, Digests } from "../../ports.ts";

interface Kept {
  readonly events: Map<string, DomainEvent>;
  scheduled: boolean;
  closed: boolean;
}

export function memoryDigests(): Digests {
  const digests = new Map<string, Kept>();
  const firsts = new Map<string, Temporal.Instant>();
  const among = new Map<string, Set<string>>();
  const keptOf = ({ subscription, dueAt }: Digest): Kept => {
    const key = JSON.stringify([subscription, dueAt]);
    const kept = digests.get(key) ?? { events: new Map(), scheduled: false, closed: false };
    digests.set(key, kept);
    return kept;
  };
  return {
    collect: async (digest, event) => {
      const kept = keptOf(digest);
      if (kept.closed) return kept.events.has(event.detail.id) ? "collected" : "closed";
      if (!kept.events.has(event.detail.id)) kept.events.set(event.detail.id, event);
      return kept.scheduled ? "collected" : "unscheduled";
    },
    scheduled: async (digest) => {
      keptOf(digest).scheduled = true;
    },
    take: async (digest) => {
      const kept = keptOf(digest);
      kept.closed = true;
      return [...kept.events.values()].sort((a, b) => Temporal.Instant.compare(a.detail.at, b.detail.at));
    },
    firstOf: async (flood, dueAt) => {
      const first = firsts.get(flood) ?? dueAt;
      firsts.set(flood, first);
      return first;
    },
    isAmongFirst: async (flood, count, eventId) => {
      const ids = among.get(flood) ?? new Set();
      among.set(flood, ids);
      if (ids.size < count) ids.add(eventId);
      return ids.has(eventId);
    },
  };
}
