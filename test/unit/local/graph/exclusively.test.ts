import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { exclusively } from "../../../../packages/local/src/graph/exclusively.ts";

let lock: string;
beforeEach(() => {
  lock = path.join(mkdtempSync(path.join(tmpdir(), "ami-refresh-lock-")), "below", "install.lock");
});
afterEach(() => rmSync(path.dirname(path.dirname(lock)), { recursive: true, force: true }));

test("one works at a time, and everybody gets a turn", async () => {
  let working = 0;
  const work = async () => {
    working++;
    await new Promise(setImmediate);
    expect(working).toBe(1);
    working--;
    return "done";
  };
  expect(await Promise.all([exclusively(lock, work), exclusively(lock, work)])).toEqual(["done", "done"]);
  expect(existsSync(lock)).toBe(false);
});

test("work that fails leaves no lock behind", async () => {
  await expect(exclusively(lock, () => Promise.reject(new Error("no network")))).rejects.toThrow("no network");
  expect(existsSync(lock)).toBe(false);
});

test("the lock of a process that died is taken over", async () => {
  await exclusively(lock, async () => {});
  const { pid } = spawnSync(process.execPath, ["--version"]);
  writeFileSync(lock, String(pid));
  expect(await exclusively(lock, async () => "mine")).toBe("mine");
});
