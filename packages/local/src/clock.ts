import type { Speed } from "./options.ts";

/** The one clock of the region. Times are epoch milliseconds of simulated time. */
export interface RegionClock {
  now(): number;
  /** Runs `action` once at `time` (at once, but never synchronously, if that is past). Answers how to call it off. */
  at(time: number, action: () => void): () => void;
  /**
   * Says that work is under way, until the answered function is called: nothing scheduled happens meanwhile, and a fast
   * clock does not run on. So no message times out because a laptop is slower than its clock.
   */
  hold(): () => void;
}

export interface SimulatedClock extends RegionClock {
  /** For `sharedNow` in worker threads. */
  readonly time: SharedArrayBuffer;
  /** Simulated milliseconds per real one while no work is under way; Infinity: jumps; 0: not started. */
  rate(): number;
  /**
   * Runs `action` every `period` milliseconds, from one period on, told the time for which it was due. That is no reason
   * for time to go on: a clock that jumps, or flies over a wait, lets it happen twice after whatever has happened, and
   * once before whatever comes next, at the latest of its times.
   */
  every(period: number, action: (time: number) => void): () => void;
  /** Calls `listener` whenever no work is under way and nothing is due, before time goes on. */
  onQuiet(listener: () => void): void;
  /** True if nothing is to happen any more by itself. */
  isIdle(): boolean;
  /** Time stands still until then. */
  start(): void;
  stop(): void;
}

export interface ClockOptions {
  /** Epoch milliseconds. */
  readonly startAt: number;
  readonly speed: Speed;
  /** For `auto`: is there something to watch? */
  readonly isLively?: () => boolean;
}

const realNow = () => performance.timeOrigin + performance.now();

/** Simulated time where there is only the buffer: in a worker thread, which runs only while the clock is held. */
export function sharedNow(time: SharedArrayBuffer): number {
  const [simulated = 0, real = 0, rate = 0] = new Float64Array(time);
  return Math.floor(simulated + (rate === 0 ? 0 : (realNow() - real) * rate));
}

/** `auto`: simulated seconds per second while instances are replaced, and how long a wait takes at most. */
const lively = 90;
const longestWait = 1_500;

interface Entry {
  readonly time: number;
  readonly action: () => void;
}
interface Recurrence {
  next: number;
  readonly period: number;
  readonly action: (time: number) => void;
}
/** How often what recurs happens in a row before a clock that jumps leaves it out. */
const mostAlone = 2;

/**
 * A clock that runs at the machine's speed, faster, or from one happening to the next. It never runs past a moment at
 * which something is due, and while work is under way it runs no faster than the machine's own.
 */
export function simulatedClock({ startAt, speed, isLively = () => false }: ClockOptions): SimulatedClock {
  const shared = new Float64Array(new SharedArrayBuffer(3 * Float64Array.BYTES_PER_ELEMENT));
  const agenda: Entry[] = [];
  const recurring: Recurrence[] = [];
  /** How often in a row something has recurred, and nothing else has happened. */
  let alone = 0;
  const quiet: (() => void)[] = [];
  let holds = 0;
  let running = false;
  let base = { simulated: startAt, real: realNow(), rate: 0 };
  let wake: NodeJS.Timeout | undefined;
  let stepping: NodeJS.Immediate | undefined;

  const rebase = (rate: number, simulated = now()) => {
    base = { simulated, real: realNow(), rate };
    shared.set([base.simulated, base.real, Number.isFinite(rate) ? rate : 0]);
  };
  let free = 0;
  const freeRate = (): number => {
    free = wantedRate();
    return free;
  };
  const wantedRate = (): number => {
    if (!running) return 0;
    if (speed === "max") return Number.POSITIVE_INFINITY;
    if (speed !== "auto") return speed;
    const next = agenda[0];
    if (!next || isLively()) return next ? lively : 1;
    // What recurs during a wait does not make it longer.
    if (next !== flight.to) flight = { to: next, rate: 0 };
    flight.rate = Math.max(lively, flight.rate, (next.time - now()) / longestWait);
    return flight.rate;
  };
  let flight: { to: Entry | undefined; rate: number } = { to: undefined, rate: 0 };

  /** What happens next: something planned, or before it something that recurs. */
  function upcoming(): Entry | undefined {
    const [planned] = agenda;
    const first = recurring.reduce<Recurrence | undefined>((a, b) => (a && a.next <= b.next ? a : b), undefined);
    if (!first || (planned && planned.time < first.next)) return planned;
    if (!planned && speed === "max" && alone >= mostAlone) return undefined;
    const skips = planned && typeof speed !== "number" && alone >= mostAlone;
    const over = skips ? Math.floor((planned.time - first.next) / first.period) : 0;
    const time = first.next + over * first.period;
    const action = () => {
      first.next = time + first.period;
      alone += 1;
      first.action(time);
    };
    return { time, action };
  }
  const heldRate = (): number => (running && typeof speed === "number" ? Math.min(1, speed) : 0);

  function now(): number {
    const { simulated, real, rate } = base;
    if (rate === 0 || rate === Number.POSITIVE_INFINITY) return simulated;
    const reached = Math.floor(simulated + (realNow() - real) * rate);
    const due = upcoming()?.time;
    return due === undefined ? reached : Math.max(simulated, Math.min(reached, due));
  }

  /** Two turns of the event loop: what a finished work sets off may take hold first. */
  function stepSoon(): void {
    if (stepping || !running) return;
    stepping = setImmediate(() => {
      stepping = setImmediate(step);
    });
  }

  function step(): void {
    stepping = undefined;
    clearTimeout(wake);
    if (!running || holds > 0) return;
    const next = upcoming();
    if (!next || next.time > now()) for (const listener of quiet) listener();
    if (!running || holds > 0 || !next) return;
    if (base.rate === 0 || speed === "auto") rebase(freeRate());
    const jumps = base.rate === Number.POSITIVE_INFINITY;
    const wait = jumps ? 0 : (next.time - now()) / base.rate;
    if (wait > 0) {
      wake = setTimeout(step, Math.min(wait, 2 ** 30));
      return;
    }
    if (jumps) rebase(base.rate, Math.max(base.simulated, next.time));
    const planned = agenda.indexOf(next);
    if (planned !== -1) {
      agenda.splice(planned, 1);
      alone = 0;
    }
    next.action();
    stepSoon();
  }

  return {
    time: shared.buffer as SharedArrayBuffer,
    now,
    rate: () => free,
    at(time, action) {
      const entry = { time, action };
      const index = agenda.findLastIndex((other) => other.time <= time) + 1;
      rebase(base.rate);
      agenda.splice(index, 0, entry);
      stepSoon();
      return () => {
        const known = agenda.indexOf(entry);
        if (known === -1) return;
        rebase(base.rate);
        agenda.splice(known, 1);
      };
    },
    hold() {
      if (++holds === 1) rebase(heldRate());
      let held = true;
      return () => {
        if (!held) return;
        held = false;
        if (--holds > 0) return;
        rebase(freeRate());
        stepSoon();
      };
    },
    onQuiet: (listener) => void quiet.push(listener),
    every(period, action) {
      const recurrence = { next: now() + period, period, action };
      recurring.push(recurrence);
      stepSoon();
      return () => void recurring.splice(recurring.indexOf(recurrence), 1);
    },
    isIdle: () => holds === 0 && agenda.length === 0 && (recurring.length === 0 || alone >= mostAlone),
    start() {
      running = true;
      rebase(holds > 0 ? heldRate() : freeRate());
      stepSoon();
    },
    stop() {
      rebase(0);
      running = false;
      clearTimeout(wake);
      clearImmediate(stepping);
      stepping = undefined;
    },
  };
}
