import { openWaitsByEnd } from "@ami-refresh/core/domain/rollout/openWaits.ts";
import { answerBy, shownOf } from "@ami-refresh/core/domain/rollout/shown.ts";
import type { Rollout } from "@ami-refresh/core/domain/rollout/state.ts";
import { expect, test } from "vitest";
import { at } from "../../support/policy.ts";

test("the newest rollout is shown, however it went, and every other that is under way", () => {
  const of = (...statuses: readonly Rollout["status"][]) =>
    shownOf({ rollouts: statuses.map((status) => ({ status }) as Rollout) }).map(({ status }) => status);
  expect(of("active", "succeeded", "active")).toEqual(["active", "active"]);
  expect(of("failed", "active", "succeeded")).toEqual(["failed", "active"]);
  expect(of("succeeded", "failed")).toEqual(["succeeded"]);
  expect(of()).toEqual([]);
});

test("waits that are over are none, and those that somebody has to end come last", () => {
  const approval = { gate: "approval", reason: "somebody has to approve it" } as const;
  const delay = { gate: "delay", reason: "3d after publication", until: at("2026-11-27T09:00:00Z") } as const;
  const window = { gate: "window", reason: "Tue 10:00-12:00", until: at("2026-12-01T10:00:00Z") } as const;
  const waits = [approval, window, delay];
  expect(openWaitsByEnd({ waits }, at("2026-11-26T09:00:00Z"))).toEqual([delay, window, approval]);
  expect(openWaitsByEnd({ waits }, at("2026-11-27T09:00:00Z"))).toEqual([window, approval]);
});

test("until when a question is open is known, unless somebody has to end a pause", () => {
  const [now, until] = [at("2026-11-26T09:00:00Z"), at("2026-11-28T09:00:00Z")];
  const approval = { status: "wanted" as const, teams: ["payments"], at: now, until };
  const pause = { gate: "pause", reason: "paused by ann" } as const;
  expect(answerBy({ waits: [{ ...pause, until }], approval }, now)).toEqual(until);
  expect(answerBy({ waits: [{ ...pause, until: now }], approval }, now)).toEqual(until);
  expect(answerBy({ waits: [pause], approval }, now)).toBeUndefined();
  const granted = { status: "granted", by: { name: "ann", kind: "cli" }, at: now } as const;
  expect(answerBy({ waits: [], approval: granted }, now)).toBeUndefined();
});
