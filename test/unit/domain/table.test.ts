import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Step } from "@ami-refresh/core/domain/rollout/state.ts";
import { diagram, hasEnded, move, transitions } from "@ami-refresh/core/domain/rollout/table.ts";
import { expect, test } from "vitest";
import { at } from "../../support/policy.ts";

const waiting: Step = { status: "waiting", environment: "production", waits: [] };

test("the table leads from waiting to every other state", () => {
  const reached = new Set<string>(["waiting"]);
  for (let before = -1; before !== reached.size; ) {
    before = reached.size;
    for (const { from, to } of transitions) if (reached.has(from)) reached.add(to);
  }
  const named = new Set<string>(transitions.flatMap(({ from, to }) => [from, to]));
  expect([...reached].sort()).toEqual([...named].sort());
});

test("no verb leads two ways from one state", () => {
  const ways = transitions.map(({ from, on }) => `${from} ${on}`);
  expect(new Set(ways).size).toBe(ways.length);
});

test("an illegal move is loud", () => {
  const soaked: Step = {
    ...waiting,
    status: "succeeded",
    startedAt: at("2026-11-23T09:00:00Z"),
    endedAt: at("2026-11-23T09:00:00Z"),
    attempt: 1,
    groups: [],
  };
  expect(() => move(waiting, "end of soak", soaked)).toThrow(
    "illegal transition of production: waiting --end of soak--> succeeded",
  );
});

test("a waiting step has not ended", () => {
  expect(hasEnded(waiting)).toBe(false);
});

test("the diagram in the documentation is drawn from the table", async () => {
  const file = new URL("../../../docs/development/rollout.md", import.meta.url);
  const page = await readFile(file, "utf8");
  const drawn = page.replace(
    /(<!-- diagram -->\n```mermaid\n)[\s\S]*?(```\n<!-- \/diagram -->)/,
    (_, open: string, close: string) => `${open}${diagram()}${close}`,
  );
  await expect(drawn).toMatchFileSnapshot(fileURLToPath(file));
});
