import { describe, expect, test } from "vitest";
import { createPool } from "../../../packages/local/src/functions/pool.ts";

/** A pool of things that are used for as long as the test wants, and a diary of what was started and given up. */
function aPool(limits: { size: number; each: number }) {
  const diary: string[] = [];
  const dead = new Set<string>();
  let count = 0;
  const pool = createPool({
    size: limits.size,
    sizeOf: () => limits.each,
    start: (key) => {
      const name = `${key}${++count}`;
      diary.push(`start ${name}`);
      return {
        name,
        alive: () => !dead.has(name),
        close: async () => void diary.push(`close ${name}`),
      };
    },
  });
  const lend = (key: string) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    let lent: string | undefined;
    const over = pool.lend(key, (thing) => {
      lent = thing.name;
      return promise;
    });
    return {
      which: () => lent,
      done: () => {
        resolve();
        return over;
      },
    };
  };
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return { pool, lend, diary, dead, settle };
}

describe("warm and cold", () => {
  test("what was used before is used again", async () => {
    const { lend, diary, settle } = aPool({ size: 3, each: 2 });
    const first = lend("a");
    await settle();
    await first.done();
    const second = lend("a");
    await settle();
    expect(second.which()).toBe("a1");
    expect(diary).toEqual(["start a1"]);
  });

  test("two at once need two", async () => {
    const { lend, settle } = aPool({ size: 3, each: 2 });
    const [first, second] = [lend("a"), lend("a")];
    await settle();
    expect([first.which(), second.which()]).toEqual(["a1", "a2"]);
  });

  test("the third waits for the first of two to be free", async () => {
    const { lend, settle } = aPool({ size: 3, each: 2 });
    const [first, , third] = [lend("a"), lend("a"), lend("a")];
    await settle();
    expect(third.which()).toBeUndefined();
    await first.done();
    await settle();
    expect(third.which()).toBe("a1");
  });
});

describe("the limit over all", () => {
  test("the one that was idle longest makes room", async () => {
    const { lend, diary, settle } = aPool({ size: 2, each: 2 });
    for (const key of ["a", "b"]) {
      const lent = lend(key);
      await settle();
      await lent.done();
    }
    lend("c");
    await settle();
    expect(diary).toEqual(["start a1", "start b2", "close a1", "start c3"]);
  });

  test("when all are busy, the next waits until one is not", async () => {
    const { lend, diary, settle } = aPool({ size: 1, each: 1 });
    const first = lend("a");
    const second = lend("b");
    await settle();
    expect(second.which()).toBeUndefined();
    await first.done();
    await settle();
    expect(second.which()).toBe("b2");
    expect(diary).toEqual(["start a1", "close a1", "start b2"]);
  });
});

test("what has died is not lent again", async () => {
  const { pool, lend, dead, settle } = aPool({ size: 2, each: 2 });
  const first = lend("a");
  await settle();
  dead.add("a1");
  await first.done();
  const second = lend("a");
  await settle();
  expect(second.which()).toBe("a2");
  expect(pool.living()).toBe(1);
});

test("who is busy with what can be asked", async () => {
  const { pool, lend, settle } = aPool({ size: 3, each: 2 });
  const first = lend("a");
  lend("b");
  await settle();
  expect([pool.busy("a").length, pool.busy("b").length, pool.busy("c").length]).toEqual([1, 1, 0]);
  await first.done();
  expect(pool.busy("a")).toEqual([]);
});

test("closing gives up all of them, busy or idle", async () => {
  const { pool, lend, diary, settle } = aPool({ size: 3, each: 2 });
  const idle = lend("a");
  await settle();
  await idle.done();
  lend("b");
  await settle();
  await pool.close();
  expect(diary.slice(2).sort()).toEqual(["close a1", "close b2"]);
});
