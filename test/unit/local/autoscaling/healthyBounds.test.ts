import { healthyBounds } from "@ami-refresh/local/services/autoscaling/refresh/healthyBounds.ts";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { aScene, HOUR_MS } from "./scene.ts";

describe("the bounds of a refresh", () => {
  test.each([
    [10, 90, undefined, { floor: 9, ceiling: 10 }],
    [10, 80, 100, { floor: 8, ceiling: 10 }],
    [10, 100, 110, { floor: 10, ceiling: 11 }],
    [10, 0, 100, { floor: 0, ceiling: 10 }],
    [4, 100, 200, { floor: 4, ceiling: 8 }],
    [5, 100, 110, { floor: 5, ceiling: 6 }],
    [4, 90, undefined, { floor: 3, ceiling: 4 }],
    [4, 90, 100, { floor: 4, ceiling: 5 }],
    [4, 100, undefined, { floor: 3, ceiling: 4 }],
    [0, 100, 100, { floor: 0, ceiling: 0 }],
  ])("of %i instances at %i to %s percent are %j", (desired, min, max, bounds) => {
    expect(healthyBounds(desired, min, max)).toEqual(bounds);
  });
});

const preferences = fc
  .record({
    min: fc.integer({ min: 0, max: 100 }),
    above: fc.option(fc.integer({ min: 0, max: 100 }), { nil: undefined }),
    warmup: fc.constantFrom(0, 45, 300),
    checkpoints: fc.uniqueArray(fc.integer({ min: 1, max: 99 }), { maxLength: 2 }),
    bake: fc.constantFrom(0, 600),
  })
  .map(({ min, above, warmup, checkpoints, bake }) => ({
    MinHealthyPercentage: min,
    ...(above !== undefined && { MaxHealthyPercentage: Math.max(100, Math.min(200, min + above)) }),
    InstanceWarmup: warmup,
    ...(checkpoints.length > 0 && {
      CheckpointPercentages: [...checkpoints.sort((a, b) => a - b), 100],
      CheckpointDelay: 120,
    }),
    BakeTime: bake,
  }));

describe("whatever is preferred", () => {
  test("a refresh never has fewer instances ready nor more alive than its bounds say, and replaces all", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), preferences, (size, given) => {
        const scene = aScene({ size });
        const { floor, ceiling } = healthyBounds(size, given.MinHealthyPercentage, given.MaxHealthyPercentage);
        const readyAfter = (image: string) => (image === scene.fresh ? given.InstanceWarmup * 1000 : 0);
        let least = size;
        let most = size;
        scene.region.watch(() => {
          const now = scene.region.clock.now();
          const all = [...scene.group().instances.values()];
          const ready = all.filter(
            ({ lifecycle, inServiceAt, imageId }) =>
              lifecycle === "InService" && inServiceAt !== undefined && now >= inServiceAt + readyAfter(imageId),
          );
          least = Math.min(least, ready.length);
          most = Math.max(most, all.filter(({ lifecycle }) => lifecycle !== "Terminating").length);
        });
        scene.start(given);
        scene.region.settle();
        expect(scene.refresh()).toMatchObject({ Status: "Successful", PercentageComplete: 100 });
        expect(scene.images()).toEqual({ [scene.fresh]: size });
        expect(least).toBeGreaterThanOrEqual(floor);
        expect(most).toBeLessThanOrEqual(ceiling);
      }),
      { numRuns: 300 },
    );
  });

  test("an image that fails leaves no instance of its own behind", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5 }),
        preferences,
        fc.boolean(),
        fc.constantFrom("fails-to-launch", "unhealthy"),
        (size, given, AutoRollback, behaviour) => {
          const scene = aScene({ size, freshTags: { "ami-refresh:local": behaviour } });
          scene.start({ ...given, AutoRollback });
          scene.region.settle();
          expect(scene.refresh().Status).toBe(AutoRollback ? "RollbackSuccessful" : "Failed");
          expect(scene.version()).toBe("1");
          scene.region.pass(HOUR_MS);
          expect(scene.images()).toEqual({ [scene.old]: size });
        },
      ),
      { numRuns: 60 },
    );
  });
});
