import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { thumbnailsFleet } from "../support/fleets.ts";
import { aRegion, openRegion, type TestRegion } from "../support/region.ts";

describe("given the example's fleet, when an image of each family is published on a Monday morning", () => {
  let region: TestRegion;
  let x86 = "";
  let arm = "";
  beforeAll(async () => {
    region = await openRegion({ configuration: "example", fleet: "example" });
    x86 = region.register("base-al2023-x86_64-2026.11.23");
    arm = region.register("base-al2023-arm64-2026.11.23", { architecture: "arm64" });
    await region.settle();
  });
  afterAll(() => region.close());

  const imageOf = (service: string) => (service === "thumbnails" ? arm : x86);

  test("then every rollout succeeds, and nothing fails on the way", () => {
    expect(region.summary().rollouts.map(({ service, status }) => `${service} ${status}`)).toEqual([
      "checkout succeeded",
      "ledger succeeded",
      "search succeeded",
      "thumbnails succeeded",
    ]);
    expect(region.errors()).toEqual([]);
    expect(region.summary().deadLetters).toEqual({});
  });

  test("then every group runs the image of its family, after one refresh", () => {
    const groups = region.services.autoScaling.groups();
    expect(groups).toHaveLength(13);
    for (const { name, refreshes } of groups) {
      expect([name, region.imagesIn(name)]).toEqual([
        name,
        [imageOf(name.startsWith("thumbnails") ? "thumbnails" : "")],
      ]);
      expect([name, refreshes.map(({ state }) => state.status)]).toEqual([name, ["Successful"]]);
    }
  });

  test.each([
    { service: "checkout", starts: ["2026-11-23T09:00:00Z", "2026-11-24T09:00:00Z", "2026-11-26T10:00:00Z"] },
    { service: "search", starts: ["2026-11-23T09:00:00Z", "2026-11-24T09:00:00Z", "2026-11-26T10:00:00Z"] },
    // New York opens its windows five hours later.
    { service: "thumbnails", starts: ["2026-11-23T09:00:00Z", "2026-11-24T14:00:00Z", "2026-11-26T15:00:00Z"] },
    // Five days of delay end on a Saturday; its window is the night to Sunday.
    { service: "ledger", starts: ["2026-11-23T09:00:00Z", "2026-11-24T09:00:00Z", "2026-11-29T02:00:00Z"] },
  ])("then $service starts in each environment when its delay is over and its window opens", ({ service, starts }) => {
    expect(region.rollout(service, imageOf(service)).steps.map(({ startedAt }) => startedAt)).toEqual(starts);
  });

  test("then no environment starts before the one ahead of it has succeeded", () => {
    for (const { service, steps } of region.summary().rollouts) {
      const moments = steps.flatMap(({ startedAt, endedAt }) => [startedAt ?? "", endedAt ?? ""]);
      expect([service, moments]).toEqual([service, moments.toSorted()]);
    }
  });

  test("then each team is told once of everything, in Slack and by mail, and the plan long before production", () => {
    const environments = ["development", "staging", "production"];
    // An hour before, where there is a window, and a day before, by the notice of production.
    const reminders = ["staging", "production", "production"];
    for (const channel of ["slack", "email"] as const) {
      for (const service of ["checkout", "ledger", "search", "thumbnails"]) {
        expect(
          region
            .told(channel)
            .filter((line) => line.includes(service))
            .toSorted(),
        ).toEqual(
          [
            `rollout.planned ${service}`,
            // Its two groups wait at 20 %, by the configuration.
            ...(service === "ledger" ? ["a", "b"] : []).map(() => "step.checkpoint ledger production"),
            ...reminders.map((name) => `step.coming-up ${service} ${name}`),
            ...environments.flatMap((name) => [`step.started ${service} ${name}`, `step.succeeded ${service} ${name}`]),
            `rollout.completed ${service}`,
          ].toSorted(),
        );
      }
    }
    const told = region.summary().notifications;
    expect(told.filter(({ event }) => event === "rollout.planned").map(({ at }) => at.slice(0, 16))).toEqual(
      Array.from({ length: 8 }, () => "2026-11-23T09:00"),
    );
    expect(new Set(told.filter(({ service }) => service === "search").map(({ to }) => to))).toEqual(
      new Set(["#media", "media@example.com"]),
    );
  });
});

test("given a group, while it is refreshed, then it keeps its own template version until all of it has succeeded", async () => {
  const region = await aRegion({ fleet: thumbnailsFleet() });
  const image = region.register("base-al2023-arm64-2026.11.23", { architecture: "arm64" });
  await region.until("2026-11-23T09:04:00Z");
  const versionNow = () => {
    const { configuration } = region.group("thumbnails-development");
    return configuration.kind === "launch-template" ? configuration.template.Version : undefined;
  };
  expect(region.step("thumbnails", image, "development").status).toBe("running");
  expect(region.imagesIn("thumbnails-development")).toContain(image);
  expect(versionNow()).toBe("1");

  await region.settle();
  expect(versionNow()).toBe("2");
});

test("given a notice of two days, when an image is published, then nothing starts there before the team has had them", async () => {
  const region = await aRegion({
    configuration: { environments: { production: { notice: "2d" } } },
    fleet: thumbnailsFleet(),
  });
  const image = region.register("base-al2023-arm64-2026.11.23", { architecture: "arm64" });
  await region.settle();
  const { startedAt, waits } = region.step("thumbnails", image, "production");
  const planned = region.summary().notifications.find(({ event }) => event === "rollout.planned")?.at ?? "";
  expect(Date.parse(startedAt ?? "") - Date.parse(planned)).toBe(48 * 3_600_000);
  expect(waits.map(({ gate }) => gate)).toContain("notice");
});

test("given a freeze of production, when an image is due in it, then production waits for its end and says why", async () => {
  const region = await aRegion({
    configuration: {
      freezes: [{ from: "2026-11-23", to: "2026-11-25", environments: ["production"], reason: "Black Friday sale" }],
    },
    fleet: thumbnailsFleet(),
  });
  const image = region.register("base-al2023-arm64-2026.11.23", { architecture: "arm64" });
  await region.settle();
  const { startedAt, waits } = region.step("thumbnails", image, "production");
  expect(startedAt).toBe("2026-11-26T00:00:00Z");
  expect(waits.find(({ gate }) => gate === "freeze")?.reason).toContain("Black Friday sale");
});
