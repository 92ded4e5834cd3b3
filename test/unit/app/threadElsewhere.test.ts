import { memoryPorts } from "@ami-refresh/core/adapters/memory/ports.ts";
import type { Policy } from "@ami-refresh/core/domain/policy.ts";
import { pageUntil } from "@ami-refresh/core/domain/rollout/pageTicket.ts";
import type { Delivery } from "@ami-refresh/core/domain/subscription/delivery.ts";
import { Temporal } from "@ami-refresh/core/domain/temporal.ts";
import { isOfPause } from "@ami-refresh/core/notify/describe/index.ts";
import { knownIn } from "@ami-refresh/core/notify/known.ts";
import { toSlackRoot } from "@ami-refresh/core/notify/slackRoot.ts";
import fc from "fast-check";
import { expect, test } from "vitest";
import { aService, at } from "../../support/policy.ts";
import { answer, pause, resume, simulate } from "../../support/simulation.ts";
import { deliverBy, deliveriesOf } from "../../support/telling.ts";

// Channels that are told a part of what happens to a rollout show how far it is all the same.

const asking = { approval: { teams: ["payments", "security"], timeout: "3h" } };
const checkout = aService({ development: {}, staging: { delay: "2h" }, production: { delay: "4h", ...asking } });
const timezone = "Europe/London";
const paced = (to: string, more: object) => ({
  ...{ address: { channel: "slack" as const, to }, timezone, filter: {}, pace: {} },
  ...more,
});
const policy: Policy = {
  timezone,
  families: {},
  environments: ["development", "staging", "production"],
  teams: {
    payments: {
      ...{ name: "payments", timezone, slack: "#payments", email: [] },
      subscriptions: [
        paced("#digest", { pace: { digest: { daily: Temporal.PlainTime.from("08:00") } } }),
        paced("#production", { filter: { environments: ["production"] } }),
      ],
    },
    security: { name: "security", timezone, slack: "#security", email: [] },
    media: { name: "media", timezone, slack: "#media", email: [] },
  },
  services: { checkout },
};

const published = "2026-11-24T09:00:00Z";
const production = { service: "checkout", environment: "production" };
/** Until a moment: an image is approved, and overtaken in production by the next, which fails there. */
const upTo = (until: string) =>
  simulate({
    service: checkout,
    ...{ from: published, until },
    publications: [
      { id: "ami-1", at: published },
      { id: "ami-2", at: "2026-11-24T10:00:00Z" },
    ],
    answers: [
      answer("approve", "production", "2026-11-24T11:40:00Z", "ami-1"),
      pause("2026-11-24T12:00:00Z", production, "2026-11-24T14:30:00Z"),
      answer("approve", "production", "2026-11-24T12:50:00Z", "ami-2"),
    ],
    refresh: (image, environment) => ({ minutes: 30, fails: image === "ami-2" && environment === "production" }),
  });
const { events } = upTo("2026-11-25T00:00:00Z");

const scene = () => memoryPorts(published);
type Scene = ReturnType<typeof scene>;
type Queued = { readonly nth: number; readonly delivery: Delivery };

const queued: readonly Queued[] = (
  await Promise.all(
    events.map(async (event, nth) =>
      (await deliveriesOf(scene(), policy, event)).map((delivery) => ({ nth, delivery })),
    ),
  )
).flat();
/** What is saved when the event is told. */
const tracks = events.map(({ detail }) => upTo(detail.at.toString()).track);

async function deliverAll(to: Scene, some: readonly Queued[]): Promise<void> {
  let [latest, version] = [-1, 0];
  for (const { nth, delivery } of some) {
    const track = tracks[nth];
    if (track && nth > latest) {
      await to.tracks.save({ track, pending: { commands: [], events: [] }, version: version++ });
      latest = nth;
    }
    await deliverBy(to, policy, delivery);
  }
}

const isRoot = ({ about }: Scene["chat"]["messages"][number]) => about.event === "rollout";
const roots = ({ chat }: Scene) =>
  chat.messages
    .filter(isRoot)
    .map(({ channel, about, text, blocks }) => ({ channel, rollout: about.eventId, text, blocks }))
    .sort((a, b) => `${a.channel} ${a.rollout}`.localeCompare(`${b.channel} ${b.rollout}`));
const told = ({ chat }: Scene) =>
  chat.messages
    .filter((message) => !isRoot(message))
    .map(({ channel, about }) => `${channel} ${about.event}`)
    .sort();

test("in any order and any number of times: each channel is told what it wants once, and shows the rollouts' final state", async () => {
  const inOrder = scene();
  await deliverAll(inOrder, queued);
  const toldIn = (channel: string) => told(inOrder).filter((one) => one.startsWith(`${channel} `));
  const [wanted, granted] = ["approval.wanted", "approval.granted"];
  expect(toldIn("#security")).toEqual([granted, granted, wanted, wanted].map((event) => `#security ${event}`));
  expect(toldIn("#digest")).toEqual([wanted, wanted, "step.failed"].map((event) => `#digest ${event}`));
  expect(toldIn("#payments")).toHaveLength(events.length);
  expect(toldIn("#media")).toEqual([]);
  const whole = roots(inOrder);
  expect(whole.map(({ channel, text }) => `${channel} ${text}`)).toMatchInlineSnapshot(`
    [
      "#digest checkout · base-ami-1: *production* takes a newer image instead",
      "#digest checkout · base-ami-2: *production* failed, and the image goes no further",
      "#payments checkout · base-ami-1: *production* takes a newer image instead",
      "#payments checkout · base-ami-2: *production* failed, and the image goes no further",
      "#production checkout · base-ami-1: *production* takes a newer image instead",
      "#production checkout · base-ami-2: *production* failed, and the image goes no further",
      "#security checkout · base-ami-1: *production* takes a newer image instead",
      "#security checkout · base-ami-2: *production* failed, and the image goes no further",
    ]
  `);

  const shuffled = fc
    .array(fc.constantFrom(...queued), { maxLength: 6 })
    .chain((again) => fc.shuffledSubarray([...queued, ...again], { minLength: queued.length + again.length }));
  await fc.assert(
    fc.asyncProperty(shuffled, async (some) => {
      const to = scene();
      await deliverAll(to, some);
      expect(roots(to)).toEqual(whole);
      expect(told(to)).toEqual(told(inOrder));
      expect(JSON.stringify(to.chat.messages)).not.toMatch(/"action_id":"(approve|decline)/);
    }),
    { numRuns: 40 },
  );
});

test("what is not told in a channel begins nothing there, and is noted in no thread", async () => {
  const to = scene();
  const shows = queued.filter(({ delivery }) => delivery.shows);
  expect(new Set(shows.map(({ delivery }) => delivery.subscription.address.to))).toEqual(
    new Set(["#digest", "#production", "#security"]),
  );
  await deliverAll(to, shows);
  expect(to.chat.messages).toEqual([]);
  expect(await to.threads.load("checkout/base/ami-1", "#digest")).toEqual({ version: 0 });
});

test("a pause shows in the messages of channels that are not told of it", async () => {
  const to = scene();
  const moment = at("2026-11-24T12:00:00Z");
  await deliverAll(
    to,
    queued.filter(({ nth }) => (events[nth]?.detail.at.epochMilliseconds ?? 0) <= moment.epochMilliseconds),
  );
  expect(told(to).filter((one) => one.includes("paused"))).toEqual([
    expect.stringMatching(/^#payments /),
    expect.stringMatching(/^#production /),
  ]);
  const digest = to.chat.messages.filter((message) => isRoot(message) && message.channel === "#digest");
  expect(JSON.stringify(digest)).toContain("Resume production");
});

test("whoever was told what: after a pause and its end every message of what is under way says what its track does", async () => {
  const before = (until: string) =>
    simulate({
      service: checkout,
      ...{ from: published, until },
      publications: [
        { id: "ami-1", at: published },
        // It overtakes the first, of whose dates nothing is told any more.
        { id: "ami-2", at: "2026-11-24T10:20:00Z" },
      ],
      answers: [
        pause("2026-11-24T11:40:00Z", production, "2026-11-24T20:00:00Z"),
        pause("2026-11-24T11:50:00Z", {}, "2026-11-28T12:00:00Z"),
        resume("2026-11-24T13:10:00Z", {}),
        resume("2026-11-24T13:43:00Z", production),
      ],
    });
  const story = before("2026-11-24T14:00:00Z").events;
  const to = scene();
  let version = 0;
  const seen: string[] = [];
  for (const event of story) {
    const now = event.detail.at;
    const { track } = before(now.toString());
    to.clock.set(now);
    await to.tracks.save({ track, pending: { commands: [], events: [] }, version: version++ });
    for (const delivery of await deliveriesOf(to, policy, event)) await deliverBy(to, policy, delivery);
    if (!isOfPause(event)) continue;
    for (const { channel, rollout, text, blocks } of roots(to)) {
      const its = track.rollouts.find(({ image }) => rollout.endsWith(image.id));
      if (its?.status !== "active") continue;
      const known = knownIn(track, its, now);
      const team = policy.teams[channel === "#security" ? "security" : "payments"];
      if (!team) throw new Error("there is no such team");
      const page = await to.pages.to({
        ...{ for: "rollout", service: "checkout", family: "base", image: its.image.id },
        until: pageUntil(now),
      });
      expect({ text, blocks }, `${channel} ${event.type}`).toEqual(toSlackRoot(known, team, [], { page }));
      seen.push(`${channel} ${rollout} ${event.type}`);
    }
  }
  // Two of the four channels have no message of the second before somebody is asked to approve it.
  expect(new Set(seen).size).toBe(14);
});
