import { simulatedClock as aClock, type SimulatedClock, sharedNow } from "@ami-refresh/local/clock.ts";
import type { Speed } from "@ami-refresh/local/options.ts";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

const start = Date.parse("2026-11-23T09:00:00Z");
const minute = 60_000;
const hour = 60 * minute;

/** Minutes of simulated time since the start. */
const minutes = (clock: SimulatedClock) => (clock.now() - start) / minute;

// The machine's own time is turned by hand.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setImmediate", "clearImmediate", "performance"] });
});
afterEach(() => vi.useRealTimers());

const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

function running(speed: Speed, more: { isLively?: () => boolean } = {}): SimulatedClock {
  const clock = aClock({ startAt: start, speed, ...more });
  clock.start();
  return clock;
}

describe.each<{ speed: Speed; rate: string; takes: number }>([
  { speed: 1, rate: "as fast as the machine's", takes: 2 * hour },
  { speed: 3600, rate: "an hour a second", takes: 2_000 },
  { speed: 0.5, rate: "half as fast", takes: 4 * hour },
  { speed: "max", rate: "from moment to moment", takes: 100 },
])("a clock of speed $speed", ({ speed, takes }) => {
  test("lets everything happen in order, at its time and never later than what comes next", async () => {
    const clock = running(speed);
    const happened: [string, number][] = [];
    const plan = (name: string, at: number) => clock.at(start + at, () => happened.push([name, clock.now() - start]));
    plan("last", 2 * hour);
    plan("first", minute);
    plan("second", minute);
    plan("third", hour);
    await pass(takes * 1.1);
    expect(happened.map(([name]) => name)).toEqual(["first", "second", "third", "last"]);
    const times = happened.map(([, at]) => at);
    const bounds = [minute, minute, hour, 2 * hour, Number.POSITIVE_INFINITY];
    for (const [index, at] of times.entries()) {
      expect(at).toBeGreaterThanOrEqual(bounds[index] ?? 0);
      expect(at).toBeLessThanOrEqual(bounds[index + 1] ?? 0);
    }
  });

  test("lets nothing happen before its time", async () => {
    const clock = running(speed);
    let happened = 0;
    clock.at(start + 2 * hour, () => {
      happened = clock.now();
    });
    if (speed !== "max") {
      await pass(takes * 0.9);
      expect(happened).toBe(0);
    }
    await pass(takes);
    expect(happened).toBeGreaterThanOrEqual(start + 2 * hour);
  });

  test("lets nothing happen while work is under way, and all of it when that is done", async () => {
    const clock = running(speed);
    let happened = false;
    const release = clock.hold();
    const other = clock.hold();
    clock.at(start + minute, () => {
      happened = true;
    });
    await pass(10 * takes);
    release();
    release();
    await pass(10 * takes);
    expect(happened).toBe(false);
    other();
    await pass(takes);
    expect(happened).toBe(true);
  });

  test("is never ahead of what is due, however long work takes", async () => {
    const clock = running(speed);
    clock.at(start + minute, () => {});
    const release = clock.hold();
    await pass(10 * takes + hour);
    expect(minutes(clock)).toBeLessThanOrEqual(1);
    release();
  });

  test("calls off what is not wanted any more", async () => {
    const clock = running(speed);
    const happened: string[] = [];
    const callOff = clock.at(start + minute, () => happened.push("called off"));
    clock.at(start + hour, () => happened.push("kept"));
    callOff();
    callOff();
    await pass(takes);
    expect(happened).toEqual(["kept"]);
  });

  test("does not stand still for a moment that is past", async () => {
    const clock = running(speed);
    let happened = false;
    clock.at(start - hour, () => {
      happened = true;
    });
    expect(happened).toBe(false);
    await pass(10);
    expect(happened).toBe(true);
    expect(clock.now()).toBeGreaterThanOrEqual(start);
  });

  test("stands still before it is started and after it was stopped, and goes on where it was", async () => {
    const clock = aClock({ startAt: start, speed });
    const happened: string[] = [];
    clock.at(start + minute, () => {
      happened.push("first");
      clock.stop();
    });
    clock.at(start + hour, () => happened.push("second"));
    await pass(10 * takes);
    expect([minutes(clock), happened]).toEqual([0, []]);
    clock.start();
    await pass(takes);
    const stoppedAt = clock.now();
    await pass(10 * takes);
    expect([clock.now(), happened]).toEqual([stoppedAt, ["first"]]);
    clock.start();
    await pass(takes);
    expect(happened).toEqual(["first", "second"]);
  });

  test("can be started again when it was stopped while something was about to happen", async () => {
    const clock = running(speed);
    let happened = false;
    clock.at(start, () => {
      happened = true;
    });
    clock.stop();
    clock.start();
    await pass(takes);
    expect(happened).toBe(true);
  });

  test("is the same in a worker thread, as long as that works", async () => {
    const clock = running(speed);
    clock.at(start + 5 * hour, () => {});
    await pass(takes / 10);
    const release = clock.hold();
    await pass(50);
    expect(Math.abs(sharedNow(clock.time) - clock.now())).toBeLessThanOrEqual(1);
    release();
  });
});

describe("a clock that jumps", () => {
  test("is at the very moment of what happens, and stays there", async () => {
    const clock = running("max");
    const at: number[] = [];
    for (const moment of [3, 1, 2]) clock.at(start + moment * hour, () => at.push(minutes(clock)));
    await pass(50);
    expect(at).toEqual([60, 120, 180]);
    expect(clock.isIdle()).toBe(true);
    await pass(hour);
    expect(minutes(clock)).toBe(180);
    expect(clock.rate()).toBe(Number.POSITIVE_INFINITY);
  });

  test("takes no time while work is under way", async () => {
    const clock = running("max");
    const release = clock.hold();
    await pass(hour);
    expect(minutes(clock)).toBe(0);
    release();
  });

  test("waits for work that the end of other work sets off", async () => {
    const clock = running("max");
    const happened: string[] = [];
    clock.at(start + hour, () => happened.push("scheduled"));
    const release = clock.hold();
    setImmediate(() => {
      const next = clock.hold();
      happened.push("work");
      setImmediate(() => {
        happened.push("end of work");
        next();
      });
    });
    release();
    await pass(50);
    expect(happened).toEqual(["work", "end of work", "scheduled"]);
  });
});

describe("a quiet clock", () => {
  test("says so when nothing is due and nobody works, before time goes on", async () => {
    const clock = running("max");
    const quiet: number[] = [];
    clock.onQuiet(() => quiet.push(minutes(clock)));
    const release = clock.hold();
    clock.at(start + hour, () => {});
    clock.at(start + hour, () => {});
    await pass(50);
    expect(quiet).toEqual([]);
    release();
    await pass(50);
    // At the start, and when both have happened: in between something was due.
    expect([...new Set(quiet)]).toEqual([0, 60]);
  });

  test("is idle only if nothing is to come and nobody works", async () => {
    const clock = running("max");
    expect(clock.isIdle()).toBe(true);
    const callOff = clock.at(start + hour, () => {});
    expect(clock.isIdle()).toBe(false);
    callOff();
    expect(clock.isIdle()).toBe(true);
    const release = clock.hold();
    expect(clock.isIdle()).toBe(false);
    release();
    expect(clock.isIdle()).toBe(true);
  });

  test("may be stopped by who is told: then nothing more happens", async () => {
    const clock = running("max");
    let happened = false;
    clock.onQuiet(() => clock.stop());
    clock.at(start + hour, () => {
      happened = true;
    });
    await pass(50);
    expect(happened).toBe(false);
  });
});

describe("a clock that finds its own speed", () => {
  test("waits for no longer than a second and a half, however far the next moment is", async () => {
    const clock = running("auto");
    let happened = false;
    clock.at(start + 100 * hour, () => {
      happened = true;
    });
    await pass(1_000);
    expect(happened).toBe(false);
    await pass(700);
    expect(happened).toBe(true);
  });

  test("slows down to ninety seconds a second while there is something to watch", async () => {
    const clock = running("auto", { isLively: () => true });
    clock.at(start + hour, () => {});
    await pass(20_000);
    expect(Math.abs(minutes(clock) - 30)).toBeLessThanOrEqual(1);
    expect(clock.rate()).toBe(90);
  });

  test("runs like the machine's when nothing is to come", async () => {
    const clock = running("auto");
    await pass(10 * minute);
    expect(minutes(clock)).toBeLessThanOrEqual(10);
  });
});

test("a clock that hurries goes no faster than the machine's while work is under way", async () => {
  const clock = running(3600);
  const release = clock.hold();
  await pass(10 * minute);
  expect(Math.abs(minutes(clock) - 10)).toBeLessThanOrEqual(0.1);
  release();
  await pass(1_000);
  expect(Math.abs(minutes(clock) - 70)).toBeLessThanOrEqual(1);
});

describe("what recurs", () => {
  const ticking = (clock: SimulatedClock, period = 15 * minute) => {
    const ticks: number[] = [];
    clock.every(period, (time) => ticks.push((time - start) / minute));
    return ticks;
  };

  test("happens every time where a clock runs, and only until it is called off", async () => {
    const clock = running(60);
    const ticks: number[] = [];
    const callOff = clock.every(15 * minute, () => ticks.push(Math.round(minutes(clock))));
    await pass(61_000);
    callOff();
    await pass(60_000);
    expect(ticks).toEqual([15, 30, 45, 60]);
  });

  test("happens twice where a clock jumps, and once more before whatever is next", async () => {
    const clock = running("max");
    const ticks = ticking(clock);
    const seen: number[][] = [];
    for (const at of [10, 15, 100, 6000]) clock.at(start + at * minute, () => seen.push([at, ...ticks]));
    await pass(100);
    expect(seen).toEqual([[10], [15, 15], [100, 15, 30, 45, 90], [6000, 15, 30, 45, 90, 105, 120, 6000]]);
    expect(ticks.slice(7)).toEqual([6015, 6030]);
    expect(clock.isIdle()).toBe(true);
  });

  test("may set something off, after which it happens again", async () => {
    const clock = running("max");
    const ticks: number[] = [];
    let more = 3;
    clock.every(15 * minute, (time) => {
      ticks.push((time - start) / minute);
      if (more-- > 0) clock.at(clock.now() + minute, () => {});
    });
    await pass(100);
    expect(ticks).toEqual([15, 30, 45, 60, 75]);
  });

  test("makes no wait longer where the clock flies over it", async () => {
    const clock = running("auto");
    ticking(clock);
    let happened = 0;
    clock.at(start + 72 * hour, () => {
      happened = minutes(clock);
    });
    await pass(1_600);
    expect(happened).toBe(72 * 60);
  });
});
