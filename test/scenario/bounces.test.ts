import type { AwsEvent } from "@ami-refresh/local/context.ts";
import type { EventFault } from "@ami-refresh/local/faults.ts";
import { expect, test } from "vitest";
import { commandLine } from "../support/commandLine.ts";
import { thumbnailsFleet } from "../support/fleets.ts";
import { aRegion, type TestRegion } from "../support/region.ts";

const address = "bounce+media@simulator.amazonses.com";
const configuration = { teams: { media: { slack: "#media", email: address } } };
const say = commandLine(configuration);

/** A region in whose team an address takes no mail; `fault`: what becomes of the first, second, … bounce. */
const aBouncingRegion = (fault: (count: number) => EventFault) => {
  let count = 0;
  const event = ({ source }: AwsEvent) => (source === "aws.ses" ? fault(++count) : "deliver");
  return aRegion({ configuration, fleet: thumbnailsFleet(), faults: { event } });
};

async function publish(region: TestRegion, day: number) {
  region.register(`base-al2023-arm64-2026.11.${day}`, { architecture: "arm64" });
  await region.settle();
}
const mails = (region: TestRegion) => region.services.mail.filter(({ to }) => to.includes(address)).length;
const toldOfIt = (region: TestRegion) => region.told("slack").filter((told) => told === "address.suspended").length;
const ignored = (region: TestRegion) =>
  region.log.entries().flatMap(({ from, fields }) => (from.includes("MailFeedback") ? (fields?.ignored ?? []) : []));

test("given an address that takes no mail, when mails to it bounce, twice each, then it is sent none any more, its team is told once, and again once somebody has taken it up", async () => {
  const region = await aBouncingRegion(() => "repeat");
  await publish(region, 23);
  // What was sent before word came of the first.
  const before = mails(region);
  expect(before).toBeLessThan(4);
  expect(toldOfIt(region)).toBe(1);
  expect(region.told("email")).not.toContain("address.suspended");
  const slack = region.services.slack.messages().find(({ text }) => text.includes("nothing is sent to"));
  expect(JSON.stringify(slack?.blocks)).toContain("smtp; 550 5.1.1 user unknown");
  expect((await say(region, "subscriptions", "--silenced")).out).toMatch(
    /^bounce\+media@simulator\.amazonses\.com {2}told nothing since \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ: bounced \(smtp; 550 5\.1\.1 user unknown\)\n$/,
  );
  await publish(region, 24);
  expect(mails(region)).toBe(before);

  expect((await say(region, "hear", "--email", address)).out).toContain(
    `${address} is told again.\nIf SES has it on its suppression list, take it off there too: aws sesv2 delete-suppressed-destination`,
  );
  await publish(region, 25);
  expect(mails(region)).toBeGreaterThan(before);
  expect(toldOfIt(region)).toBe(2);
  expect(region.rollout("thumbnails", region.services.ec2.images().at(-1)?.id ?? "").status).toBe("succeeded");
  expect(region.errors()).toEqual([]);
  expect(region.summary().deadLetters).toEqual({});
}, 120_000);

test("given an address that somebody has taken up again, when word comes late of a mail from before, then it is told as ever", async () => {
  // The first bounce is told of; the second is late; later ones are lost.
  const region = await aBouncingRegion((count) =>
    count === 1 ? "deliver" : count === 2 ? { delaySeconds: 7200 } : "drop",
  );
  await publish(region, 23);
  expect(mails(region)).toBeGreaterThan(1);
  expect((await say(region, "hear", "--email", address)).code).toBe(0);
  await region.until("2026-11-23T12:00:00Z");
  await region.settle();
  expect(ignored(region)).toEqual([expect.stringContaining("was taken up again since that mail was sent")]);
  const before = mails(region);
  await publish(region, 24);
  expect(mails(region)).toBeGreaterThan(before);
  expect(toldOfIt(region)).toBe(1);
}, 120_000);

test("given somebody who is to confirm a subscription, when the mail that asks bounces, then the subscription ends, and no team hears of it", async () => {
  const region = await aBouncingRegion(() => "deliver");
  const bounce = "bounce+ana@simulator.amazonses.com";
  expect((await say(region, "subscribe", "--email", bounce, "--services", "thumbnails")).code).toBe(0);
  await region.until("2026-11-23T09:05:00Z");
  const { out } = await say(region, "subscriptions");
  expect(out).not.toContain("not confirmed yet");
  expect(out).toContain(`${bounce}  told nothing since`);
  const again = await say(region, "subscribe", "--email", bounce, "--services", "thumbnails");
  expect(again).toMatchObject({ code: 64, err: expect.stringContaining(`ami-refresh hear --email ${bounce}`) });
  expect(region.services.mail).toHaveLength(1);
  expect(region.told("slack")).toEqual([]);
}, 120_000);
