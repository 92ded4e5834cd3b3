import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { run } from "@ami-refresh/cli/run.ts";
import { Temporal } from "@ami-refresh/core/domain/temporal.ts";
import { afterAll, expect, test } from "vitest";
import { configurationOf } from "../support/configuration.ts";
import { thumbnailsFleet } from "../support/fleets.ts";
import { aRegion, type TestRegion } from "../support/region.ts";

const [mia, stranger] = ["U0000MIA01", "U0STRANGER"];
const configuration = { environments: { staging: { approval: "required" } } };
const folder = mkdtempSync(path.join(tmpdir(), "ami-refresh-buttons-"));
afterAll(() => rmSync(folder, { recursive: true }));
const config = path.join(folder, "ami-refresh.yaml");
writeFileSync(config, JSON.stringify(configurationOf(configuration)));

const messageOf = (region: TestRegion, event: string) => {
  const found = region.services.slack.messages().find(({ metadata }) => metadata?.event_payload.event === event);
  if (!found) throw new Error(`nothing was told of ${event}`);
  return found;
};

/** The action ids of the buttons of the message about an event; `rollout`: the one above the thread. */
const buttonsOf = (region: TestRegion, event = "rollout") =>
  [...JSON.stringify(messageOf(region, event).blocks).matchAll(/"action_id":"([^"]*)"/g)].map(([, id]) => id);

const aMinute = (region: TestRegion) => region.until(new Date(region.clock.now() + 60_000).toISOString());

/** Presses a button and lets the answer come; what the person alone was told. */
async function press(region: TestRegion, user: string, actionId: string, event = "rollout"): Promise<string> {
  const { channel, ts } = messageOf(region, event);
  expect(await region.services.slackInteractions.press({ channel, ts, actionId, user })).toEqual({ ok: true });
  await aMinute(region);
  return region.services.slackInteractions.ephemeral().at(-1)?.text ?? "";
}

async function waiting(): Promise<{ region: TestRegion; image: string }> {
  const region = await aRegion({ configuration, fleet: thumbnailsFleet() });
  const image = region.register("base-al2023-arm64-2026.11.23", { architecture: "arm64" });
  await region.until("2026-11-23T12:00:00Z");
  return { region, image };
}

test("given an image that waits for approval, when a member presses the button, then it starts, and the buttons are gone", async () => {
  const { region, image } = await waiting();
  expect(buttonsOf(region)).toEqual(["approve/staging", "decline/staging", "pause"]);
  expect(buttonsOf(region, "approval.wanted")).toEqual(["approve/staging", "decline/staging"]);

  expect(await press(region, stranger, "approve/staging")).toBe(
    "You may not approve staging of thumbnails: ask mia (media).",
  );
  expect(region.step("thumbnails", image, "staging").status).toBe("waiting");

  expect(await press(region, mia, "approve/staging", "approval.wanted")).toContain(
    "You approved *base-al2023-arm64-2026.11.23*",
  );
  expect(region.step("thumbnails", image, "staging").status).not.toBe("waiting");
  expect(buttonsOf(region)).toEqual(["pause"]);
  expect(buttonsOf(region, "approval.wanted")).toEqual([]);
  expect(messageOf(region, "approval.wanted").text).toContain("approved by *mia*");
  await region.settle();
  expect(region.rollout("thumbnails", image).status).toBe("succeeded");
  expect(buttonsOf(region)).toEqual([]);
  expect(region.errors()).toEqual([]);
  expect(region.summary().deadLetters).toEqual({});
});

test("given an image that waits for approval, when somebody answers at a terminal, then Slack shows it, and a button pressed late does nothing", async () => {
  const { region, image } = await waiting();
  const stale = messageOf(region, "rollout");
  const now = "2026-11-23T12:00:00Z";
  const args = ["decline", "thumbnails", "staging", "--by", "ann", "--config", config, "--endpoint", region.url];
  const code = await run(args, {
    out: () => {},
    err: () => {},
    now: () => Temporal.Instant.from(now),
    env: {},
    colour: false,
  });
  expect(code).toBe(0);
  await aMinute(region);
  expect(region.rollout("thumbnails", image).status).toBe("declined");
  expect(buttonsOf(region)).toEqual([]);
  expect(buttonsOf(region, "approval.wanted")).toEqual([]);

  // As a client that has not seen the change yet.
  const [button] = JSON.stringify(stale.blocks).match(/\{\\"verb\\":\\"approve\\".*?\}/) ?? [];
  const payload = {
    type: "block_actions",
    user: { id: mia },
    response_url: `${region.url}/slack/responses/late`,
    actions: [{ action_id: "approve/staging", value: JSON.parse(`"${button}"`) }],
  };
  await region.services.slackInteractions.send(new URLSearchParams({ payload: JSON.stringify(payload) }));
  await aMinute(region);
  expect(region.rollout("thumbnails", image).status).toBe("declined");
  expect(region.log.entries().map(({ message }) => message)).toContain("approve by mia: unchanged");
});

test("given a rollout under way, when a member pauses the service by the button, then the message says so, and can resume it", async () => {
  const { region } = await waiting();
  expect(await press(region, mia, "pause")).toContain("You paused *thumbnails*: from Slack");
  expect(buttonsOf(region)).toEqual(["approve/staging", "decline/staging", "resume"]);
  expect(JSON.stringify(messageOf(region, "rollout").blocks)).toContain("*thumbnails* is paused by mia");
  expect(await press(region, mia, "resume")).toContain("You resumed *thumbnails*");
  expect(buttonsOf(region)).toEqual(["approve/staging", "decline/staging", "pause"]);
});
