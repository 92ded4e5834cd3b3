import { expect, test } from "vitest";
import { thumbnailsFleet } from "../support/fleets.ts";
import { aRegion, linkIn, pageLinkIn, type TestRegion } from "../support/region.ts";

const asking = { environments: { staging: { approval: "required", approvalTimeout: "3d" } } };

/** The message of the rollout in Slack, as it stands now. */
const rollout = (region: TestRegion) => region.services.slack.messages().find(({ thread }) => !thread);
const linkInSlack = (region: TestRegion): string => pageLinkIn(JSON.stringify(rollout(region)?.blocks));

async function look(link: string, method = "GET") {
  const page = await fetch(link, { method });
  return { status: page.status, headers: page.headers, html: await page.text() };
}

test("given a rollout that waits for approval, when somebody follows the link in Slack or in a mail, then they see how it stands", async () => {
  const region = await aRegion({ configuration: asking, fleet: thumbnailsFleet() });
  region.register("base-al2023-arm64-2026.11.23", { architecture: "arm64" });
  await region.until("2026-11-23T12:00:00Z");

  const link = linkInSlack(region);
  const { status, headers, html } = await look(link);
  expect(status).toBe(200);
  expect(Object.fromEntries(headers)).toMatchObject({
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "x-robots-tag": "noindex",
    "content-security-policy": expect.stringContaining("default-src 'none'; style-src 'sha256-"),
  });
  expect(html).toContain("<title>thumbnails: base-al2023-arm64-2026.11.23</title>");
  expect(html).toContain("<strong>staging</strong> waits for an approval.");
  expect(html).toContain("ami-refresh approve thumbnails staging --image");
  expect(html).toContain('<meta http-equiv="refresh" content="120">');
  // There is no console of the region.
  expect(html).not.toContain("console.aws.amazon.com");
  expect((await look(link, "HEAD")).status).toBe(200);
  expect((await look(link, "POST")).status).toBe(405);

  // All that is told of it that month has the same link, in mails too.
  const mails = region.services.mail.map(({ text }) => pageLinkIn(text));
  expect(mails.length).toBeGreaterThan(2);
  expect(new Set(mails)).toEqual(new Set([link]));

  // Nobody is let in by a ticket of the other kind.
  const readers = new URL(linkIn(region));
  expect((await look(`${link.split("?")[0]}${readers.search}`)).status).toBe(400);
  expect((await look(`${readers.origin}${readers.pathname}${new URL(link).search}`)).status).toBe(400);
});

test("given a rollout that is done, when somebody follows the link in its message, then they see that, and nothing renews itself", async () => {
  const region = await aRegion({ fleet: thumbnailsFleet() });
  region.register("base-al2023-arm64-2026.11.23", { architecture: "arm64" });
  await region.settle();
  const { status, html } = await look(linkInSlack(region));
  expect(status).toBe(200);
  expect(html).toContain("It runs in every environment");
  expect(html).not.toContain("http-equiv");
});
