import type { NotificationSummary } from "@ami-refresh/local/summary.ts";
import { describe, expect, test } from "vitest";
import { thumbnailsFleet } from "../support/fleets.ts";
import { aRegion, linkIn, type TestRegion } from "../support/region.ts";
import { say } from "../support/slackCommands.ts";

const ana = "ana@example.com";
const toldTo = (region: TestRegion, reader: string): NotificationSummary[] =>
  region.summary().notifications.filter(({ to }) => to === reader);
const mailsTo = (region: TestRegion, reader: string) => region.services.mail.filter(({ to }) => to.includes(reader));
/** What they were told, and at which minute. */
const briefly = ({ event, environment, at }: NotificationSummary) =>
  [at.slice(0, 16), event, environment].filter(Boolean).join(" ");

describe("given a person in Tokyo who wants a digest at nine, and nothing at night", () => {
  const teams = {
    media: {
      slack: "#media",
      subscriptions: [{ email: ana, digest: "daily 09:00", quiet: "22:00-07:00", timezone: "Asia/Tokyo" }],
    },
  };

  test("when an image is rolled out, then one mail tells of it at nine, and a failure is told at once, at night too", async () => {
    const region = await aRegion({ configuration: { teams }, fleet: thumbnailsFleet() });
    region.register("base-al2023-arm64-2026.11.23", { architecture: "arm64" });
    await region.until("2026-11-24T00:00:00Z");
    expect(toldTo(region, ana)).toEqual([]);
    await region.until("2026-11-24T14:00:00Z");
    expect(toldTo(region, ana).map(briefly)).toEqual(["2026-11-24T00:00 digest"]);
    const [mail] = mailsTo(region, ana);
    expect(mail?.subject).toMatch(/^base-al2023-arm64-2026\.11\.23: 1 complete/);
    expect(mail?.text).toContain("Times are in Asia/Tokyo.");
    expect(mail?.headers.map(({ name }) => name)).not.toContain("References");

    // Eleven at night in Tokyo.
    region.register("base-al2023-arm64-2026.11.24", {
      architecture: "arm64",
      tags: { "ami-refresh:local": "fails-to-launch" },
    });
    await region.settle();
    const [, ...later] = toldTo(region, ana).map(briefly);
    expect(later).toEqual([
      expect.stringMatching(/^2026-11-24T15:\d\d step\.failed development$/),
      "2026-11-25T00:00 digest",
    ]);
    // The channel is told as ever.
    expect(toldTo(region, "#media").map(({ event }) => event)).not.toContain("digest");
    expect(region.errors()).toEqual([]);
  });

  test("when they unsubscribe before nine, then what was collected is not sent", async () => {
    const region = await aRegion({ configuration: { teams }, fleet: thumbnailsFleet() });
    region.register("base-al2023-arm64-2026.11.23", { architecture: "arm64" });
    await region.until("2026-11-24T01:00:00Z");
    expect(toldTo(region, ana)).toHaveLength(1);
    region.register("base-al2023-arm64-2026.11.24", { architecture: "arm64" });
    await region.until("2026-11-24T12:00:00Z");
    await fetch(linkIn(region), { method: "POST", body: new URLSearchParams({ "List-Unsubscribe": "One-Click" }) });
    await region.settle();
    expect(toldTo(region, ana)).toHaveLength(1);
    const said = region.log.entries().map(({ message }) => message);
    expect(said).toContain("not told: a…@example.com does not want it any more");
    expect(region.errors()).toEqual([]);
  });
});

describe("given a team of many services", () => {
  const names = Array.from({ length: 24 }, (_, i) => `service-${i}`);
  const configurationFile = `
timezone: Europe/London
images: { base: { owners: [self], name: "base-*" } }
environments: { development: { delay: 7d }, production: { delay: 30d } }
teams: { platform: { slack: "#platform", email: ${ana} } }
operators: { members: { olga: { slack: U000OLGA01 } } }
email: { from: ami-refresh@example.com }
services:
${names.map((name) => `  ${name}: { team: platform, image: base }`).join("\n")}
`;

  test("when an image is published, then a person hears of it in one message", async () => {
    const region = await aRegion({ configurationFile });
    region.register("base-2026.11.23");
    await region.until("2026-11-23T12:00:00Z");
    for (const reader of [ana, "#platform"]) {
      expect(toldTo(region, reader).map(briefly)).toEqual([expect.stringMatching(/^2026-11-23T09:0[23] digest$/)]);
    }
    const [mail] = mailsTo(region, ana);
    expect(mail?.subject).toBe("base-2026.11.23: 24 services planned");
    expect(mail?.text).toContain(
      "first in development on Mon 30 Nov 2026, 09:00 GMT, in production from Wed 23 Dec 2026",
    );
    expect(region.errors()).toEqual([]);
  });

  test("when an operator pauses everything and resumes it, then a person hears of each in one message", async () => {
    const region = await aRegion({ configurationFile });
    await say(region, "U000OLGA01", "pause everything the bank is closed");
    await region.until("2026-11-23T12:00:00Z");
    await say(region, "U000OLGA01", "resume everything");
    await region.until("2026-11-23T15:00:00Z");
    for (const reader of [ana, "#platform"]) {
      expect(toldTo(region, reader).map(briefly)).toEqual([
        expect.stringMatching(/^2026-11-23T09:0[23] digest$/),
        expect.stringMatching(/^2026-11-23T12:0[23] digest$/),
      ]);
    }
    expect(mailsTo(region, ana).map(({ subject }) => subject)).toEqual([
      "everything: paused by olga for 24 services",
      "everything: resumed by olga for 24 services",
    ]);
    expect(region.errors()).toEqual([]);
  });
});
