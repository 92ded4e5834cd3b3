import { writeStatus } from "@ami-refresh/cli/statusText.ts";
import { statusText } from "@ami-refresh/core/app/act/answers/status.ts";
import type { Rollout, Step, Track } from "@ami-refresh/core/domain/rollout/state.ts";
import { expect, test } from "vitest";
import { aService, at } from "../../support/policy.ts";
import { image, policy } from "../notify/events.ts";

const now = at("2026-11-26T09:00:00Z");
const service = aService({ staging: {}, production: { delay: "3d" } });
const waiting: Step = {
  environment: "production",
  status: "waiting",
  dueAt: at("2026-12-01T10:00:00Z"),
  waits: [
    { gate: "approval", reason: "somebody of payments has to approve it" },
    { gate: "window", reason: "the window is Tue 10:00-12:00", until: at("2026-12-01T10:00:00Z") },
    { gate: "delay", reason: "3d after publication", until: at("2026-11-27T09:00:00Z") },
    { gate: "notice", reason: "the team is told 1d before", until: at("2026-11-25T09:00:00Z") },
  ],
};
const rollout = (status: Rollout["status"], steps: Step[]) =>
  ({ image, status, steps, publishedAt: now, toldAt: now }) as Rollout;
const failed = { environment: "staging", status: "failed", waits: [], endedAt: now, reason: "no capacity" } as unknown;
const track: Track = {
  service: service.name,
  family: "base",
  rollouts: [rollout("failed", [failed as Step]), rollout("active", [waiting])],
};

test("says what a step still waits for and until when, and how the newest image went", () => {
  expect(
    writeStatus([{ service, tracks: [track] }], now, { colour: false })
      .split("\n")
      .slice(1),
  ).toEqual([
    `  ${image.name} (${image.id}): failed`,
    "    staging  failed on Thu 26 Nov 09:00",
    "             no capacity",
    `  ${image.name} (${image.id})`,
    "    production  waits, due on Tue 1 Dec 10:00",
    "                3d after publication, until Fri 27 Nov 09:00",
    "                the window is Tue 10:00-12:00, until Tue 1 Dec 10:00",
    "                somebody of payments has to approve it",
    "",
  ]);
});

async function inSlack(shown: Track): Promise<string> {
  const ports = { clock: { now: () => now }, tracks: { load: async () => ({ track: shown, version: 1 }) } };
  const known = { ...policy, services: { [service.name]: { ...service, families: ["base"] } } };
  const { blocks } = await statusText(ports as never, known, { service: service.name, teams: [] });
  return JSON.stringify(blocks);
}

test("as /ami does in Slack", async () => {
  const text = await inSlack(track);
  expect(text).toMatch(/· failed\*?.*no capacity.*waits, due .*3d after publication – until .*the window is Tue/);
  expect(text).not.toContain("the team is told 1d before");
});

test("says until when somebody may answer, unless somebody has to end a pause first", async () => {
  const asked = (waits: Step["waits"]): Track => {
    const until = at("2026-11-28T09:00:00Z");
    const approval = { status: "wanted" as const, teams: ["payments"], at: now, until };
    return { ...track, rollouts: [rollout("active", [{ ...waiting, waits, approval }])] };
  };
  const atTerminal = (shown: Track) => writeStatus([{ service, tracks: [shown] }], now, { colour: false });
  expect(atTerminal(asked([]))).toContain("approve or decline by Sat 28 Nov 09:00\n");
  expect(await inSlack(asked([]))).toMatch(/approve or decline by <!date/);
  const paused = asked([{ gate: "pause", reason: "paused by ann" }]);
  expect(atTerminal(paused)).toContain("approve or decline\n");
  expect(await inSlack(paused)).not.toContain("decline by");
});
