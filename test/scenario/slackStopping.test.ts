import { expect, test } from "vitest";
import { oldImage, thumbnailsFleet } from "../support/fleets.ts";
import { aRegion, type TestRegion } from "../support/region.ts";
import { say } from "../support/slackCommands.ts";

const [mia, mo, stranger] = ["U0000MIA01", "U00000MO01", "U0STRANGER"];
const members = { mia: { slack: mia, may: ["approve", "pause", "roll-back"] }, mo: { slack: mo } };
const configuration = { teams: { media: { slack: "#media", email: "media@example.com", members } } };
const newImage = "base-al2023-arm64-2026.11.23";

const imagesIn = (region: TestRegion, group: string) =>
  region.imagesIn(group).map((id) => region.services.ec2.images().find((image) => image.id === id)?.name);

/** Presses a button in the latest answer that only one person sees. */
async function press(region: TestRegion, user: string, actionId: string) {
  const ts = region.services.slackInteractions.ephemeral().at(-1)?.ts ?? "";
  const done = await region.services.slackInteractions.press({ channel: "#media", ts, actionId, user });
  await region.until(new Date(region.clock.now() + 60_000).toISOString());
  return { done, answer: region.services.slackInteractions.ephemeral().find((one) => one.ts === ts) };
}

test("given a rollout that has succeeded, when a member who may rolls it back from Slack, then they confirm it, and the image from before returns", async () => {
  const region = await aRegion({ configuration, fleet: thumbnailsFleet() });
  const image = region.register(newImage, { architecture: "arm64" });
  await region.settle();
  for (const user of [mo, stranger])
    expect(await say(region, user, "roll-back thumbnails production it drops packets")).toBe(
      "You may not roll back production of thumbnails: ask mia (media).",
    );
  const question = await say(region, mia, "roll-back thumbnails production it drops packets");
  expect(question).toMatch(
    /thumbnails-production: base-al2023-arm64-2026\.11\.23 → \*base-al2023-arm64-2026\.11\.01\*/,
  );
  expect(region.step("thumbnails", image, "production").status).toBe("succeeded");
  // Nobody else sees it.
  expect((await press(region, mo, "roll-back/production")).done).toMatchObject({ ok: false });

  const { done, answer } = await press(region, mia, "roll-back/production");
  expect(done).toEqual({ ok: true });
  expect(answer?.text).toContain("You rolled back *production* of *thumbnails*");
  expect(JSON.stringify(answer?.blocks)).not.toContain("button");
  await region.settle();
  expect(region.step("thumbnails", image, "production")).toMatchObject({
    status: "rolled-back",
    reason: "rolled back for mia: it drops packets",
  });
  expect(imagesIn(region, "thumbnails-production")).toEqual([oldImage]);
  expect(imagesIn(region, "thumbnails-staging")).toEqual([newImage]);
  expect(region.told("slack")).toContain("step.stopped thumbnails production");
  const [root] = region.services.slack.messages().filter(({ channel }) => channel === "#media");
  expect(JSON.stringify(root?.blocks)).toContain("rolled back");
  expect(region.errors()).toEqual([]);
  expect(region.summary().deadLetters).toEqual({});
}, 180_000);

test("given a refresh under way, when it is cancelled from Slack, then it stops once that is confirmed", async () => {
  const region = await aRegion({ configuration, fleet: thumbnailsFleet() });
  const image = region.register(newImage, { architecture: "arm64" });
  await region.until("2026-11-23T09:01:00Z");
  expect(await say(region, mia, "cancel thumbnails development")).toContain("Cancel the refresh of *development*");
  expect(region.step("thumbnails", image, "development").status).toBe("running");
  await press(region, mia, "cancel/development");
  await region.settle();
  expect(region.step("thumbnails", image, "development").reason).toMatch(/^cancelled for mia: from Slack/);
  expect(region.step("thumbnails", image, "production").status).toBe("skipped");
  expect(await say(region, mia, "cancel thumbnails development")).toContain(
    "Nothing was changed: nothing is being refreshed",
  );
}, 180_000);
