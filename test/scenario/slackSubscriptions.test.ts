import { randomUUID } from "node:crypto";
import { channelId } from "@ami-refresh/local/services/slackChannels.ts";
import { expect, test } from "vitest";
import { thumbnailsFleet } from "../support/fleets.ts";
import { aRegion, type TestRegion } from "../support/region.ts";
import { say } from "../support/slackCommands.ts";

const [mia, ana, stranger] = ["U0000MIA01", "U0000ANA01", "U0STRANGER"];
const elsewhere = "#elsewhere";

async function publish(region: TestRegion, day: number): Promise<void> {
  region.register(`base-al2023-arm64-2026.11.${day}`, { architecture: "arm64" });
  await region.settle();
}

/** What was told in a channel, or to a person, in order. */
const toldAt = (region: TestRegion, channel: string) =>
  region.services.slack
    .messages()
    .filter((message) => message.channelId === channelId(channel))
    .map(({ metadata }) => metadata?.event_payload.event);

test("given somebody who subscribes from Slack, when an image is rolled out, then the app tells them, until they unsubscribe", async () => {
  const region = await aRegion({ fleet: thumbnailsFleet() });
  expect(await say(region, stranger, "subscribe thumbnails --events step.succeeded")).toContain(
    "You are subscribed. What happens to thumbnails (step.succeeded): at once",
  );
  await publish(region, 23);
  expect(toldAt(region, stranger)).toEqual(["rollout", "step.succeeded", "step.succeeded", "step.succeeded"]);
  // In a conversation of their own, whose root message is edited as any other.
  const [root] = region.services.slack.messages().filter(({ channelId: id }) => id === channelId(stranger));
  expect(root).toMatchObject({ channelId: expect.stringMatching(/^D/), editedAt: expect.any(String) });

  expect(await say(region, stranger, "subscriptions")).toContain("by U0STRANGER (slack)");
  expect(await say(region, stranger, "unsubscribe", stranger)).toBe("1 subscription has ended.");
  await publish(region, 24);
  expect(toldAt(region, stranger)).toHaveLength(4);
  expect(region.errors()).toEqual([]);
  expect(region.summary().deadLetters).toEqual({});
}, 180_000);

test("given channels, when they are subscribed where they are, then each is told once, in one thread", async () => {
  const region = await aRegion({ fleet: thumbnailsFleet() });
  expect(await say(region, stranger, "subscribe here", elsewhere)).toContain(
    "You may not say what this channel is told",
  );
  expect(await say(region, ana, "subscribe here", "#media")).toBe(
    "You may not say what this channel is told: ask mia (media) or olga (operators).",
  );
  // The configuration names #media; Slack says the channel's id.
  expect(await say(region, mia, "subscribe here thumbnails", "#media")).toContain("This channel is subscribed.");
  expect(await say(region, ana, "subscribe here thumbnails --events step.failed, step.started", elsewhere)).toContain(
    "This channel is subscribed.",
  );
  await publish(region, 23);
  const media = toldAt(region, "#media");
  expect(media.filter((event) => event === "rollout")).toHaveLength(1);
  expect(media.filter((event) => event === "step.succeeded")).toHaveLength(3);
  expect(toldAt(region, elsewhere)).toEqual(["rollout", "step.started", "step.started", "step.started"]);
  // It is subscribed by its id; the page shows it by the name under which somebody has written there.
  expect(region.services.slack.messages().some(({ channel }) => channel === elsewhere)).toBe(true);
  expect(region.services.slack.messages().some(({ channel }) => channel === channelId(elsewhere))).toBe(false);

  expect(await say(region, mia, "unsubscribe here", "#media")).toMatch(/^1 subscription has ended\. What the config/);
  await publish(region, 24);
  expect(toldAt(region, "#media")).toHaveLength(2 * media.length);
  expect(toldAt(region, elsewhere)).toHaveLength(8);
}, 180_000);

test("given a request that is repeated, or forged, then nobody is subscribed twice, or by others", async () => {
  const region = await aRegion({ fleet: thumbnailsFleet() });
  const { slackInteractions: slack } = region.services;
  const form = new URLSearchParams({
    command: "/ami",
    text: "subscribe thumbnails",
    user_id: stranger,
    channel_id: channelId("#media"),
    channel_name: "media",
    response_url: `${region.url}/slack/responses/${randomUUID()}`,
  });
  const at = region.clock.now();
  for (let times = 0; times < 2; times++) expect(await slack.send(form, { at })).toBe(200);
  form.set("user_id", mia);
  expect(await slack.send(form, { at, secret: "guessed" })).toBe(401);
  expect((await say(region, stranger, "subscriptions")).match(/•/g)).toHaveLength(1);
  expect(await say(region, mia, "subscriptions")).toContain("You are told nothing");
});
