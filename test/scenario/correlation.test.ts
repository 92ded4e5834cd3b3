import { expect, test } from "vitest";
import { thumbnailsFleet } from "../support/fleets.ts";
import { aRegion } from "../support/region.ts";

test("given a fleet, when an image has gone through it, then one id finds every line that functions logged about it", async () => {
  const region = await aRegion({ fleet: thumbnailsFleet() });
  const announcements: string[] = [];
  region.services.events.onEvent((event) => {
    if (event["detail-type"] === "EC2 AMI State Change") announcements.push(event.id);
  });
  const image = region.register("base-al2023-arm64-2026.11.24", { architecture: "arm64" });
  await region.settle();

  const lines = region.log.entries().filter(({ fields }) => fields?.image === image);
  const speakers = lines.map(({ from }) => {
    const { handler, environment } = region.wiring.functions.find(({ name }) => name === from) ?? {};
    return environment?.CHANNEL ?? handler;
  });
  expect([...new Set(speakers)].sort()).toEqual([
    "email",
    "packages/functions/src/notify.handler",
    "packages/functions/src/publish.handler",
    "packages/functions/src/refresh.handler",
    "slack",
  ]);
  expect(lines.map(({ message }) => message)).toEqual(
    expect.arrayContaining([
      expect.stringContaining("published"),
      expect.stringContaining("step.started"),
      expect.stringContaining("told"),
    ]),
  );
  for (const { message, fields } of lines) {
    expect({ message, ...fields }).toMatchObject({
      message,
      correlationId: announcements[0],
      requestId: expect.any(String),
    });
  }
});

test("given a fleet, when an image has gone through it, then no metric is among the lines, and no address", async () => {
  const region = await aRegion({ fleet: thumbnailsFleet() });
  region.register("base-al2023-arm64-2026.11.24", { architecture: "arm64" });
  await region.settle();
  const lines = region.log.entries().map((entry) => JSON.stringify(entry));
  expect(lines.length).toBeGreaterThan(10);
  expect(region.services.mail.length).toBeGreaterThan(0);
  expect(lines.filter((line) => line.includes("CloudWatchMetrics"))).toEqual([]);
  const told = new Set(region.services.mail.flatMap(({ to }) => to));
  for (const address of told) expect(lines.filter((line) => line.includes(address))).toEqual([]);
});
