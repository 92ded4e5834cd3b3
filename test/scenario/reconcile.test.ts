import { AwsError } from "@ami-refresh/local/endpoint/operations.ts";
import type { Faults } from "@ami-refresh/local/faults.ts";
import type { Wiring } from "@ami-refresh/local/graph/wiring.ts";
import { describe, expect, test } from "vitest";
import { thumbnailsFleet } from "../support/fleets.ts";
import { aRegion, operator, type TestRegion } from "../support/region.ts";

const minute = 60_000;
/** The schedule's interval, and how late something may be before it counts as lost. */
const interval = 15 * minute;
const patience = 10 * minute;

const name = "base-al2023-arm64-2026.11.23";
const register = (region: TestRegion) => region.register(name, { architecture: "arm64" });
const isoAfter = (region: TestRegion, ms: number) => new Date(region.clock.now() + ms).toISOString();
const withoutReconciling = (wiring: Wiring): Wiring => ({ ...wiring, schedules: [] });

describe("given a rule that takes no images, when one is registered", () => {
  const isDeaf = (wiring: Wiring): Wiring => ({
    ...wiring,
    rules: wiring.rules.map((rule) => ({ ...rule, enabled: rule.enabled && !rule.name.includes("AmiState") })),
  });

  test("then it is found within an interval, and rolled out", async () => {
    const region = await aRegion({ fleet: thumbnailsFleet(), wiring: isDeaf });
    const image = register(region);
    await region.until(isoAfter(region, interval + minute));
    expect(region.rollout("thumbnails", image).status).toBe("active");
    await region.settle();
    expect(region.rollout("thumbnails", image).status).toBe("succeeded");
    expect(region.told("slack").filter((told) => told.startsWith("rollout.planned"))).toHaveLength(1);
    expect(region.summary().deadLetters).toEqual({});
  });

  test("then without reconciling nobody ever hears of it", async () => {
    const region = await aRegion({ fleet: thumbnailsFleet(), wiring: (wiring) => withoutReconciling(isDeaf(wiring)) });
    register(region);
    await region.until(isoAfter(region, 24 * 60 * minute));
    expect(region.tracks()).toEqual([]);
  });
});

test("given an image that is announced, when it is looked for, then it is not announced once more", async () => {
  const region = await aRegion({ fleet: thumbnailsFleet() });
  const image = register(region);
  await region.until(isoAfter(region, 3 * interval));
  expect(region.rollout("thumbnails", image).status).toBe("succeeded");
  const looked = region.log.entries().filter(({ message }) => /^nobody has/.test(message));
  expect(looked).toEqual([]);
});

/** Every event of a refresh is lost, and for some time the service's function can do nothing. */
function unlucky(): { faults: Faults; fail(fails: boolean): void } {
  let failing = false;
  return {
    fail: (fails) => {
      failing = fails;
    },
    faults: {
      event: ({ source }) => (source === "aws.autoscaling" ? "drop" : "deliver"),
      call: ({ service, caller }) =>
        failing && service === "dynamodb" && caller?.includes("RefreshThumbnails")
          ? new AwsError("InternalServerError", "Internal server error", 500)
          : undefined,
    },
  };
}

describe("given a service whose every message died while its group was refreshed, when it works again", () => {
  async function story(change?: (wiring: Wiring) => Wiring): Promise<{ region: TestRegion; image: string }> {
    const { faults, fail } = unlucky();
    const region = await aRegion({ fleet: thumbnailsFleet(), faults, ...(change && { wiring: change }) });
    const image = register(region);
    await region.until(isoAfter(region, minute));
    expect(region.step("thumbnails", image, "development").status).toBe("running");
    fail(true);
    await region.until(isoAfter(region, 50 * minute));
    expect(region.step("thumbnails", image, "development").status).toBe("running");
    expect(Object.keys(region.summary().deadLetters)).toEqual([expect.stringContaining("Thumbnails")]);
    fail(false);
    await region.settle();
    return { region, image };
  }

  test("then the rollout goes on by itself", async () => {
    const { region, image } = await story();
    expect(region.rollout("thumbnails", image).status).toBe("succeeded");
    expect(region.refreshes("thumbnails-development")).toHaveLength(1);
  });

  test("then without reconciling it stands for ever", async () => {
    const { region, image } = await story(withoutReconciling);
    expect(region.step("thumbnails", image, "development").status).toBe("running");
  });
});

test("given that every event of a refresh is lost and the look at it too, then its end is known within an interval", async () => {
  const region = await aRegion({ fleet: thumbnailsFleet(), faults: unlucky().faults });
  const image = register(region);
  await region.until(isoAfter(region, minute));
  const { scheduler } = region.services;
  const planned = scheduler.upcoming();
  expect(planned).toHaveLength(1);
  for (const { group: GroupName, name: Name } of planned) {
    scheduler.operations.DeleteSchedule?.({ Name, GroupName }, operator);
  }
  const lookAt = Date.parse(planned[0]?.at ?? "");
  await region.settle();
  const { status, endedAt } = region.step("thumbnails", image, "development");
  expect(status).toBe("succeeded");
  expect(Date.parse(endedAt ?? "")).toBeGreaterThan(lookAt + patience);
  expect(Date.parse(endedAt ?? "")).toBeLessThanOrEqual(lookAt + patience + interval + minute);
  expect(region.rollout("thumbnails", image).status).toBe("succeeded");
});
