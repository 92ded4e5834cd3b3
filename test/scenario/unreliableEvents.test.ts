import type { Faults } from "@ami-refresh/local/faults.ts";
import { describe, expect, test } from "vitest";
import { thumbnailsFleet } from "../support/fleets.ts";
import { aRegion, type TestRegion } from "../support/region.ts";

/** Faults in the events of instance refreshes alone, each event told by its number. */
function faulty(fault: (index: number, detailType: string) => ReturnType<NonNullable<Faults["event"]>>): Faults {
  let count = 0;
  return {
    event: ({ source, detailType }) => (source === "aws.autoscaling" ? fault(count++, detailType) : "deliver"),
  };
}

const environments = ["development", "staging", "production"];
const lookInterval = 10 * 60_000;

async function rollOut(faults: Faults, behaviour?: string): Promise<{ region: TestRegion; image: string }> {
  const region = await aRegion({ fleet: thumbnailsFleet(), faults });
  const image = region.register("base-al2023-arm64-2026.11.23", {
    architecture: "arm64",
    tags: behaviour ? { "ami-refresh:local": behaviour } : {},
  });
  await region.settle();
  return { region, image };
}

function expectToldOnce(region: TestRegion): void {
  for (const channel of ["slack", "email"] as const) {
    // Two functions may tell at the same time, so there is no order between them.
    expect(region.told(channel).toSorted()).toEqual(
      [
        "rollout.planned thumbnails",
        ...environments.flatMap((name) => [`step.started thumbnails ${name}`, `step.succeeded thumbnails ${name}`]),
        "rollout.completed thumbnails",
      ].toSorted(),
    );
  }
}

describe("given events of instance refreshes that are not to be relied on, when an image is published", () => {
  test.each([
    { how: "lost", faults: () => faulty(() => "drop") },
    { how: "repeated", faults: () => faulty(() => "repeat") },
    { how: "late", faults: () => faulty(() => ({ delaySeconds: 1800 })) },
    { how: "out of order", faults: () => faulty((index) => ({ delaySeconds: [600, 5, 300, 0][index % 4] ?? 0 })) },
    { how: "partly lost, partly repeated", faults: () => faulty((index) => (index % 2 === 0 ? "drop" : "repeat")) },
  ])("then with all of them $how every group is refreshed once and every step told once", async ({ faults }) => {
    const { region, image } = await rollOut(faults());
    expect(region.rollout("thumbnails", image).status).toBe("succeeded");
    for (const environment of environments) {
      const refreshes = region.refreshes(`thumbnails-${environment}`);
      expect(refreshes.map(({ state }) => state.status)).toEqual(["Successful"]);
      const ended = refreshes[0]?.state.endedAt ?? 0;
      const known = Date.parse(region.step("thumbnails", image, environment).endedAt ?? "");
      expect(known).toBeGreaterThanOrEqual(ended);
      expect(known - ended).toBeLessThanOrEqual(lookInterval);
    }
    expectToldOnce(region);
    expect(region.summary().deadLetters).toEqual({});
  });

  test("then a failure is known within one look as well, when every event is lost", async () => {
    const { region, image } = await rollOut(
      faulty(() => "drop"),
      "fails-to-launch",
    );
    const [refresh, ...others] = region.refreshes("thumbnails-development");
    expect(others).toEqual([]);
    const { status, endedAt } = region.step("thumbnails", image, "development");
    expect(status).toBe("rolled-back");
    expect(Date.parse(endedAt ?? "") - (refresh?.state.endedAt ?? 0)).toBeLessThanOrEqual(lookInterval);
    expect(region.refreshes("thumbnails-staging")).toEqual([]);
  });
});

test("given an announcement of an image that comes twice, when the second is hours late, then the rollout is one", async () => {
  const region = await aRegion({
    fleet: thumbnailsFleet(),
    faults: { event: ({ source }) => (source === "aws.ec2" ? "repeat" : "deliver") },
  });
  const image = region.register("base-al2023-arm64-2026.11.23", { architecture: "arm64" });
  await region.settle();
  expect(region.rollout("thumbnails", image).status).toBe("succeeded");
  expectToldOnce(region);
});

test("given a message that SQS delivers twice, when both are handled at the same time, then each group has one refresh", async () => {
  const region = await aRegion({ fleet: thumbnailsFleet() });
  const image = region.register("base-al2023-arm64-2026.11.23", { architecture: "arm64" });
  const look = { kind: "look-again", service: "thumbnails", family: "al2023-base-arm" };
  for (let count = 0; count < 12; count++) region.sendTo("thumbnails", JSON.stringify(look));
  await region.until("2026-11-23T09:00:30Z");
  for (let count = 0; count < 12; count++) region.sendTo("thumbnails", JSON.stringify(look));
  await region.settle();
  expect(region.rollout("thumbnails", image).status).toBe("succeeded");
  for (const environment of environments) expect(region.refreshes(`thumbnails-${environment}`)).toHaveLength(1);
  expectToldOnce(region);
});
