import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { run } from "@ami-refresh/cli/run.ts";
import { Temporal } from "@ami-refresh/core/domain/temporal.ts";
import { afterAll, expect, test } from "vitest";
import { configurationOf } from "../support/configuration.ts";
import { thumbnailsFleet } from "../support/fleets.ts";
import { aRegion, type RegionSketch, type TestRegion } from "../support/region.ts";

const configuration = { environments: { staging: { approval: "required", approvalTimeout: "3d" } } };
const asking: RegionSketch = { configuration, fleet: thumbnailsFleet() };

const folder = mkdtempSync(path.join(tmpdir(), "ami-refresh-approval-"));
afterAll(() => rmSync(folder, { recursive: true }));
const config = path.join(folder, "ami-refresh.yaml");
writeFileSync(config, JSON.stringify(configurationOf(configuration)));

/** Says something as a person does at a terminal, and lets it arrive. */
async function say(region: TestRegion, now: string, ...args: readonly string[]): Promise<string> {
  const said = { out: "", err: "" };
  const code = await run([...args, "--config", config, "--endpoint", region.url], {
    out: (text) => (said.out += text),
    err: (text) => (said.err += text),
    now: () => Temporal.Instant.from(now),
    env: {},
    colour: false,
  });
  expect([code, said.err]).toEqual([0, ""]);
  await region.until(Temporal.Instant.from(now).add({ minutes: 5 }).toString());
  return said.out;
}

const publish = (region: TestRegion) => region.register("base-al2023-arm64-2026.11.23", { architecture: "arm64" });

/** What its channel in Slack shows beside the rollouts' messages. */
const inChannel = (region: TestRegion) =>
  region.services.slack
    .messages()
    .filter(({ thread }) => thread?.broadcast)
    .map(({ metadata }) => metadata?.event_payload.event);

/** What the team was told by mail of approvals. */
const answers = (region: TestRegion) => region.told("email").filter((line) => line.startsWith("approval."));

test("given an environment that asks for approval, when somebody approves, then it goes on", async () => {
  const region = await aRegion(asking);
  const image = publish(region);
  await region.until("2026-11-23T12:00:00Z");
  expect(region.step("thumbnails", image, "staging")).toMatchObject({ status: "waiting", dueAt: null });
  expect(region.step("thumbnails", image, "production").status).toBe("waiting");

  const said = await say(region, "2026-11-23T12:00:00Z", "approve", "thumbnails", "staging", "--by", "ann");
  expect(said).toContain("ann approved base-al2023-arm64-2026.11.23 for staging of thumbnails, for team media.");
  expect(said).toContain("It starts now.");
  expect(region.step("thumbnails", image, "staging").startedAt).toBe("2026-11-23T12:00:00Z");

  await region.settle();
  expect(region.rollout("thumbnails", image).status).toBe("succeeded");
  expect(answers(region)).toEqual(["approval.wanted thumbnails staging", "approval.granted thumbnails staging"]);
  expect(region.errors()).toEqual([]);
  expect(region.summary().deadLetters).toEqual({});
});

test("given an image that waits for approval, when somebody declines, then it goes no further", async () => {
  const region = await aRegion(asking);
  const image = publish(region);
  await region.until("2026-11-23T12:00:00Z");
  await say(
    region,
    "2026-11-23T12:00:00Z",
    "decline",
    "thumbnails",
    "staging",
    "--by",
    "ann",
    "--comment",
    "quarter end",
  );
  expect(region.step("thumbnails", image, "staging")).toMatchObject({
    status: "declined",
    reason: "ann (media) declined it: quarter end",
  });
  await region.settle();
  expect(region.rollout("thumbnails", image).status).toBe("declined");
  expect(region.refreshes("thumbnails-production")).toEqual([]);
  expect(answers(region)).toEqual(["approval.wanted thumbnails staging", "approval.declined thumbnails staging"]);
  expect(inChannel(region)).toEqual(["approval.wanted", "approval.declined"]);
});

test("given an image that waits for approval, when nobody answers, then they are reminded, and in the end that is a no", async () => {
  const region = await aRegion(asking);
  const image = publish(region);
  await region.settle();
  const { status, endedAt, reason } = region.step("thumbnails", image, "staging");
  expect([status, reason]).toEqual(["declined", "nobody of media has approved it in time"]);
  expect(endedAt?.slice(0, 10)).toBe("2026-11-26");
  expect(answers(region)).toEqual(["wanted", "due", "declined"].map((what) => `approval.${what} thumbnails staging`));
  expect(inChannel(region)).toEqual(["approval.wanted", "approval.due", "approval.declined"]);
});

test("given a pause of everything, when an image is published, then nothing starts before it is resumed", async () => {
  const region = await aRegion({ fleet: thumbnailsFleet() });
  await say(region, "2026-11-23T09:00:00Z", "pause", "--reason", "database migration", "--by", "ann");
  const image = publish(region);
  await region.until("2026-11-23T12:00:00Z");
  expect(region.step("thumbnails", image, "development")).toMatchObject({
    status: "waiting",
    waits: [{ gate: "pause", reason: "paused by ann: database migration" }],
  });
  expect(await say(region, "2026-11-23T12:00:00Z", "status", "thumbnails")).toContain("everything is paused by ann");

  await say(region, "2026-11-23T12:05:00Z", "resume", "--by", "bob");
  await region.settle();
  expect(region.step("thumbnails", image, "development").startedAt).toBe("2026-11-23T12:05:00Z");
  expect(region.rollout("thumbnails", image).status).toBe("succeeded");
  // Each team has two services.
  const subjects = region.services.mail.map(({ subject }) => subject).filter((text) => text.startsWith("everything"));
  expect([...new Set(subjects)]).toEqual([
    "everything: paused by ann for 2 services",
    "everything: resumed by bob for 2 services",
  ]);
});
