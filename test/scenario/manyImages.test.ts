import { describe, expect, test } from "vitest";
import { thumbnailsFleet } from "../support/fleets.ts";
import { aRegion, type TestRegion } from "../support/region.ts";

const day = (date: number, time = "09:00") => `2026-11-${String(date).padStart(2, "0")}T${time}:00Z`;

/** A new image every night at 02:00; their ids by the day of the month. */
async function publishNightly(region: TestRegion, first: number, last: number): Promise<ReadonlyMap<number, string>> {
  const ids = new Map<number, string>();
  for (let date = first; date <= last; date++) {
    await region.until(day(date, "02:00"));
    ids.set(date, region.register(`base-al2023-arm64-nightly-${date}`, { architecture: "arm64" }));
  }
  return ids;
}

describe("images that are published faster than they may go", () => {
  test("given production after three days, when an image comes every night, then production gets one every night too", async () => {
    const region = await aRegion({
      configuration: { environments: { staging: { delay: "1d" }, production: { delay: "3d" } } },
      fleet: thumbnailsFleet(),
      startAt: day(2, "01:00"),
    });
    const ids = await publishNightly(region, 2, 6);
    await region.settle();
    // Once three days have passed, no day goes by without an image for production.
    const started = [...ids].map(([date, id]) => [date, region.step("thumbnails", id, "production")] as const);
    for (const [date, { status, startedAt }] of started) {
      expect([date, status, startedAt]).toEqual([date, "succeeded", day(date + 3, "02:00")]);
    }
    expect(region.imagesIn("thumbnails-production")).toEqual([ids.get(6)]);
    expect(region.errors()).toEqual([]);
  });

  test("given a weekly window, when an image comes every night, then the newest one that may go is taken, and the others are superseded", async () => {
    const region = await aRegion({
      configuration: { environments: { production: { delay: "2d", window: "Thu 10:00-16:00" } } },
      fleet: thumbnailsFleet(),
      startAt: day(2, "01:00"),
    });
    // 2026-11-02 is a Monday.
    const ids = await publishNightly(region, 2, 4);
    await region.settle();
    const production = (date: number) => region.step("thumbnails", ids.get(date) ?? "", "production");
    expect(production(3)).toMatchObject({ status: "succeeded", startedAt: day(5, "10:00") });
    expect(production(2)).toMatchObject({ status: "superseded", endedAt: day(5, "10:00") });
    expect(production(2).reason).toBe("production takes the newer base-al2023-arm64-nightly-3");
    // The image of Wednesday night is not old enough on Thursday: it waits for the week after.
    expect(production(4)).toMatchObject({ status: "succeeded", startedAt: day(12, "10:00") });
    expect(region.refreshes("thumbnails-production")).toHaveLength(2);
  });

  test("given an image that soaks in staging, when newer images come, then staging takes none of them before the soak is over", async () => {
    const region = await aRegion({
      configuration: { environments: { production: { soak: "1d" } } },
      fleet: thumbnailsFleet(),
      startAt: day(2, "09:00"),
    });
    const first = region.register("base-al2023-arm64-a", { architecture: "arm64" });
    await region.until(day(2, "15:00"));
    const second = region.register("base-al2023-arm64-b", { architecture: "arm64" });
    await region.until(day(2, "21:00"));
    const third = region.register("base-al2023-arm64-c", { architecture: "arm64" });
    await region.settle();

    const soakedAt = region.step("thumbnails", first, "production").startedAt ?? "";
    expect(region.step("thumbnails", first, "production").status).toBe("succeeded");
    expect(region.step("thumbnails", second, "staging")).toMatchObject({ status: "superseded", endedAt: soakedAt });
    expect(region.step("thumbnails", third, "staging")).toMatchObject({ status: "succeeded", startedAt: soakedAt });
    expect(region.step("thumbnails", third, "production").status).toBe("succeeded");
    expect(region.imagesIn("thumbnails-production")).toEqual([third]);
    expect(region.rollout("thumbnails", second).status).toBe("superseded");
  });

  test("given an image on its way, when an older one is announced late, then the older one goes nowhere", async () => {
    const region = await aRegion({
      configuration: { environments: { staging: { delay: "1d" } } },
      fleet: thumbnailsFleet({ images: [{ name: "base-al2023-arm64-late", architecture: "arm64", ageDays: 2 }] }),
    });
    const newer = region.register("base-al2023-arm64-new", { architecture: "arm64" });
    await region.until("2026-11-23T12:00:00Z");
    const older = region.services.ec2.images().find(({ name }) => name === "base-al2023-arm64-late")?.id ?? "";
    region.services.events.put({ source: "ami-refresh", "detail-type": "Image Published", detail: { ImageId: older } });
    await region.settle();
    expect(region.rollout("thumbnails", older).steps.map(({ status }) => status)).toEqual([
      "superseded",
      "superseded",
      "superseded",
    ]);
    expect(region.rollout("thumbnails", newer).status).toBe("succeeded");
    expect(region.refreshes("thumbnails-development")).toHaveLength(1);
    expect(region.told("slack").filter((line) => line.startsWith("rollout.planned"))).toHaveLength(1);
  });

  test("given an image that is known, when it is announced again, then nothing is refreshed or told again", async () => {
    const region = await aRegion({ fleet: thumbnailsFleet() });
    const image = region.register("base-al2023-arm64-new", { architecture: "arm64" });
    await region.settle();
    const told = region.told("slack").length;
    region.services.events.put({ source: "ami-refresh", "detail-type": "Image Published", detail: { ImageId: image } });
    await region.settle();
    expect(region.told("slack")).toHaveLength(told);
    expect(region.refreshes("thumbnails-production")).toHaveLength(1);
    expect(region.log.entries().map(({ message }) => message)).toContain(
      `${image} is known already: a repeated publication changes nothing`,
    );
  });
});
