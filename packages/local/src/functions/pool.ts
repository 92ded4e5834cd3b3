/** What the pool keeps: something that is started for a key, used by one at a time, and costs memory while it waits. */
export interface Pooled {
  alive(): boolean;
  close(): Promise<void>;
}

export interface PoolOptions<T extends Pooled> {
  readonly start: (key: string) => T;
  /** How many may live at once, over all keys. */
  readonly size: number;
  /** How many may live at once for this key. */
  readonly sizeOf: (key: string) => number;
}

/**
 * Lends warm things, starts cold ones, and gives up the one that was idle longest when there would be too many. Who finds
 * none free waits in line.
 */
export function createPool<T extends Pooled>(options: PoolOptions<T>) {
  /** In the order in which they fell idle. */
  const idle = new Set<{ key: string; thing: T }>();
  const busy = new Set<{ key: string; thing: T }>();
  const closing = new Set<Promise<void>>();
  const line: { key: string; take: (lent: { key: string; thing: T }) => void }[] = [];

  const give = (thing: T) => {
    const closed = thing.close().finally(() => closing.delete(closed));
    closing.add(closed);
  };
  const count = (key: string) => [...idle, ...busy].filter((entry) => entry.key === key).length;

  function find(key: string): { key: string; thing: T } | undefined {
    for (const entry of idle) {
      if (entry.key !== key) continue;
      idle.delete(entry);
      if (entry.thing.alive()) return entry;
    }
    if (count(key) >= options.sizeOf(key)) return undefined;
    if (idle.size + busy.size >= options.size) {
      // Its own will be free in a moment, sooner than a new one is warm.
      if (count(key) > 0) return undefined;
      const [oldest] = idle;
      if (!oldest) return undefined;
      idle.delete(oldest);
      give(oldest.thing);
    }
    return { key, thing: options.start(key) };
  }

  function serve(): void {
    for (const waiting of [...line]) {
      const found = find(waiting.key);
      if (!found) continue;
      line.splice(line.indexOf(waiting), 1);
      busy.add(found);
      waiting.take(found);
    }
  }

  return {
    /** Lends a thing of `key` to `use` for as long as that takes. */
    async lend<R>(key: string, use: (thing: T) => Promise<R>): Promise<R> {
      const lent = await new Promise<{ key: string; thing: T }>((take) => {
        line.push({ key, take });
        serve();
      });
      try {
        return await use(lent.thing);
      } finally {
        busy.delete(lent);
        if (lent.thing.alive()) idle.add(lent);
        else give(lent.thing);
        serve();
      }
    },
    /** What of this key is lent. */
    busy: (key: string): T[] => [...busy].filter((entry) => entry.key === key).map(({ thing }) => thing),
    /** How many live, idle and busy. */
    living: () => idle.size + busy.size,
    async close(): Promise<void> {
      line.length = 0;
      for (const { thing } of [...idle, ...busy]) give(thing);
      idle.clear();
      await Promise.all(closing);
    },
  };
}
