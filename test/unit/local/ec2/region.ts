import type { AwsEvent, RegionContext } from "@ami-refresh/local/context.ts";
import type { CallContext } from "@ami-refresh/local/endpoint/operations.ts";

export const call: CallContext = {
  region: "eu-west-2",
  accessKeyId: "test",
  requestId: "11111111-2222-4333-8444-555555555555",
  base: "http://127.0.0.1:4566",
  waiting: (promise) => promise,
};

export interface TestRegion extends RegionContext {
  readonly events: (AwsEvent & { readonly at: number })[];
  /** Lets time pass: everything that is due happens in order. Milliseconds. */
  pass(ms: number): void;
  /** Runs to the end: until nothing is planned any more. Fails after `limit` happenings, so that no test hangs. */
  settle(limit?: number): void;
  /** Calls `listener` after everything that happens. */
  watch(listener: () => void): void;
}

/** A region with nothing in it, at 09:00 on a Tuesday, whose clock is turned by hand. */
export function aRegion(start = Date.parse("2026-11-24T09:00:00Z")): TestRegion {
  let now = start;
  let planned: { time: number; action: () => void }[] = [];
  const events: TestRegion["events"] = [];
  const listeners: (() => void)[] = [];
  const runNext = (until: number): boolean => {
    const next = planned.reduce<(typeof planned)[number] | undefined>(
      (first, entry) => (first === undefined || entry.time < first.time ? entry : first),
      undefined,
    );
    if (!next || next.time > until) return false;
    planned = planned.filter((entry) => entry !== next);
    now = Math.max(now, next.time);
    next.action();
    for (const listener of listeners) listener();
    return true;
  };
  return {
    account: "123456789012",
    region: "eu-west-2",
    clock: {
      now: () => now,
      at: (time, action) => {
        const entry = { time, action };
        planned.push(entry);
        return () => {
          planned = planned.filter((other) => other !== entry);
        };
      },
      hold: () => () => {},
    },
    emit: (event) => {
      events.push({ ...event, at: now });
    },
    log: () => {},
    events,
    watch: (listener) => void listeners.push(listener),
    pass: (ms) => {
      const until = now + ms;
      while (runNext(until)) {
        // Everything due runs.
      }
      now = until;
    },
    settle: (limit = 100_000) => {
      let count = 0;
      while (runNext(Number.POSITIVE_INFINITY)) {
        count += 1;
        if (count > limit) throw new Error(`still not settled after ${limit} happenings`);
      }
    },
  };
}
