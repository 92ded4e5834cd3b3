import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { thumbnailsFleet } from "../support/fleets.ts";
import { aRegion, type RegionSketch, type TestRegion } from "../support/region.ts";
import { say } from "../support/slackCommands.ts";

const [mia, olga, stranger] = ["U0000MIA01", "U000OLGA01", "U0STRANGER"];
const asking: RegionSketch = {
  configuration: { environments: { staging: { approval: "required" } } },
  fleet: thumbnailsFleet(),
};

async function waiting(): Promise<{ region: TestRegion; image: string }> {
  const region = await aRegion(asking);
  const image = region.register("base-al2023-arm64-2026.11.23", { architecture: "arm64" });
  await region.until("2026-11-23T12:00:00Z");
  expect(region.step("thumbnails", image, "staging").status).toBe("waiting");
  return { region, image };
}

test("given an image that waits for approval, when a member says so in Slack, then it starts and the team hears of it", async () => {
  const { region, image } = await waiting();
  expect(await say(region, mia, "status")).toContain("Where rollouts are");

  expect(await say(region, stranger, "approve thumbnails staging")).toBe(
    "You may not approve staging of thumbnails: ask mia (media).",
  );
  expect(await say(region, olga, "approve thumbnails staging")).toContain("You may not approve");
  expect(region.step("thumbnails", image, "staging").status).toBe("waiting");

  expect(await say(region, mia, 'approve thumbnails staging "<!channel> looks *good*"')).toMatch(
    /^You approved \*base-al2023-arm64-2026.11.23\* for \*staging\* of \*thumbnails\*, for team media\. It starts now\.$/,
  );
  expect(await say(region, mia, "approve thumbnails staging")).toContain(
    "Nothing was changed: no image waits for approval",
  );
  await region.settle();
  expect(region.rollout("thumbnails", image).status).toBe("succeeded");
  expect(region.told("slack")).toContain("approval.granted thumbnails staging");
  const granted = region.services.slack
    .messages()
    .find(({ metadata }) => metadata?.event_payload.event === "approval.granted");
  expect(JSON.stringify(granted)).toContain("mia");
  expect(JSON.stringify(granted)).toContain("&lt;!channel&gt;");
  expect(region.errors()).toEqual([]);
  expect(region.summary().deadLetters).toEqual({});
});

test("given a rollout under way, when somebody pauses the service and an operator everything, then nothing starts until both are resumed", async () => {
  const { region, image } = await waiting();
  expect(await say(region, stranger, "pause thumbnails because")).toContain(
    "You may not pause thumbnails: ask mia (media)",
  );
  expect(await say(region, mia, "pause everything because")).toBe(
    "You may not pause everything: ask olga (operators).",
  );
  const paused = await say(region, mia, "pause thumbnails db migration --for 2h");
  expect(paused).toContain("You paused *thumbnails*: db migration");
  expect(paused).toMatch(/Nothing starts there until .*14:0\d GMT/);
  expect(await say(region, olga, "pause everything the bank is closed")).toContain("You paused *everything*");
  await say(region, mia, "approve thumbnails staging");
  expect(region.step("thumbnails", image, "staging").status).toBe("waiting");
  await say(region, olga, "resume everything");
  expect(region.step("thumbnails", image, "staging").status).toBe("waiting");
  expect(await say(region, mia, "resume thumbnails")).toContain("You resumed *thumbnails*.");
  expect(region.step("thumbnails", image, "staging").status).not.toBe("waiting");
  expect(region.told("slack")).toContain("service.paused thumbnails");
});

test("given a request of Slack's, when somebody repeats or forges it, then nothing more is done", async () => {
  const { region } = await waiting();
  const { slackInteractions: slack } = region.services;
  const responseUrl = `${region.url}/slack/responses/${randomUUID()}`;
  const form = (text: string) =>
    new URLSearchParams({ command: "/ami", text, user_id: mia, response_url: responseUrl });
  const settled = () => region.until(new Date(region.clock.now() + 60_000).toISOString());
  const at = region.clock.now();

  expect(await slack.send(form("pause thumbnails first"), { at })).toBe(200);
  await settled();
  expect(await slack.send(form("resume thumbnails"), {})).toBe(200);
  await settled();
  expect(await slack.send(form("pause thumbnails first"), { at })).toBe(200);
  await settled();
  expect(region.told("slack").filter((line) => line.startsWith("service."))).toEqual([
    "service.paused thumbnails",
    "service.resumed thumbnails",
  ]);
  expect(region.log.entries().filter(({ message }) => message.includes("it was done before"))).toHaveLength(1);
  expect(await slack.send(form("pause thumbnails again"), { secret: "guessed" })).toBe(401);
  expect(await slack.send(form("pause thumbnails again"), { at: region.clock.now() - 301_000 })).toBe(401);
  expect(await slack.send(form("pause thumbnails again"), { at: region.clock.now() + 301_000 })).toBe(401);
  await settled();
  expect(region.told("slack").filter((line) => line.startsWith("service."))).toHaveLength(2);
});

test("given a request that is to be answered elsewhere, then nothing is done, and it ends in a dead-letter queue", async () => {
  const { region } = await waiting();
  const form = new URLSearchParams({
    command: "/ami",
    text: "pause thumbnails why",
    user_id: mia,
    response_url: "https://hooks.slack.com.example.com/1",
  });
  expect(await region.services.slackInteractions.send(form)).toBe(200);
  await region.until("2026-11-23T13:00:00Z");
  expect(region.told("slack")).not.toContain("service.paused thumbnails");
  expect(Object.keys(region.summary().deadLetters).join()).toMatch(/InteractionsDlq/);
});
