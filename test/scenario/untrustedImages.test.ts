import { describe, expect, test } from "vitest";
import { thumbnailsFleet } from "../support/fleets.ts";
import { aRegion, operator, type TestRegion } from "../support/region.ts";

const announced = (ImageId: string) => ({
  source: "aws.ec2",
  "detail-type": "EC2 AMI State Change",
  detail: { RequestId: "r-1", ImageId, State: "available", ErrorMessage: "" },
});

/** Nothing came of it but a recorded decision, of which the team whose services run the family was told. */
function expectTold(region: TestRegion, reason: string): void {
  const told = region.summary().notifications.map(({ channel, to, event }) => `${event} ${channel} ${to}`);
  expect(told.toSorted()).toEqual(["image.rejected email media@example.com", "image.rejected slack #media"]);
  expect(region.services.mail[0]?.text).toContain(`is rolled out nowhere: ${reason}.`);
  expectDecision(region, reason);
}

/** Nothing came of it but a recorded decision. */
function expectNothing(region: TestRegion, reason: string): void {
  expect(region.summary().notifications).toEqual([]);
  expectDecision(region, reason);
}

function expectDecision(region: TestRegion, reason: string): void {
  expect(region.summary().ignored.map((one) => one.reason)).toEqual([reason]);
  expect(region.summary().rollouts).toEqual([]);
  expect(region.services.autoScaling.groups().flatMap(({ refreshes }) => refreshes)).toEqual([]);
  expect(region.summary().deadLetters).toEqual({});
  expect(region.errors()).toEqual([]);
}

describe("given a fleet, when an image that must not be rolled out is announced, then it is a recorded decision", () => {
  test("an image of a stranger with our name", async () => {
    const region = await aRegion({ fleet: thumbnailsFleet() });
    const image = region.services.ec2.seedImage({
      name: "base-al2023-arm64-2026.11.23",
      architecture: "arm64",
      owner: "666666666666",
    });
    region.services.events.put(announced(image));
    await region.settle();
    expectTold(region, `${image} belongs to account 666666666666, which is no owner of al2023-base-arm`);
  });

  test("an image of another name", async () => {
    const region = await aRegion({ fleet: thumbnailsFleet() });
    region.register("database-2026.11.23");
    await region.settle();
    expectNothing(region, "the name database-2026.11.23 matches no configured family");
  });

  test("an image of the family's name and another architecture", async () => {
    const region = await aRegion({ fleet: thumbnailsFleet() });
    const image = region.register("base-al2023-arm64-2026.11.23", { architecture: "x86_64" });
    await region.settle();
    expectTold(region, `${image} is x86_64, al2023-base-arm is arm64`);
  });

  test("an image that lacks a tag of the family", async () => {
    const region = await aRegion({
      configuration: {
        images: {
          "al2023-base-arm": { owners: ["self"], name: "base-al2023-arm64-*", tags: { Tested: "yes" } },
        },
      },
      fleet: thumbnailsFleet(),
    });
    const image = region.register("base-al2023-arm64-2026.11.23", { architecture: "arm64", tags: { Tested: "no" } });
    await region.settle();
    expectTold(region, `${image} does not carry the tag Tested=yes of al2023-base-arm`);
  });

  test("an image that has failed meanwhile", async () => {
    const region = await aRegion({ fleet: thumbnailsFleet() });
    const image = region.services.ec2.seedImage({
      name: "base-al2023-arm64-2026.11.23",
      architecture: "arm64",
      state: "failed",
    });
    region.services.events.put(announced(image));
    await region.settle();
    expectNothing(region, `${image} is failed, not available`);
  });

  test("an image that AWS says has failed", async () => {
    const region = await aRegion({ fleet: thumbnailsFleet() });
    const { detail, ...event } = announced("ami-0123456789abcdef0");
    region.services.events.put({
      ...event,
      detail: { ...detail, State: "failed", ErrorMessage: "Client.InternalError: no snapshot" },
    });
    await region.settle();
    expectNothing(
      region,
      "ami-0123456789abcdef0 became failed (Client.InternalError: no snapshot): only available images are rolled out",
    );
  });

  test("an image that was deregistered between its announcement and our looking it up", async () => {
    let gone = "";
    const region: TestRegion = await aRegion({
      fleet: thumbnailsFleet(),
      faults: {
        call: ({ service, operation }) => {
          if (service === "ec2" && operation === "DescribeImages" && gone !== "") {
            region.services.ec2.operations.DeregisterImage({ ImageId: gone }, operator);
            gone = "";
          }
          return undefined;
        },
      },
    });
    const image = region.register("base-al2023-arm64-2026.11.23", { architecture: "arm64" });
    gone = image;
    await region.settle();
    const [first, ...others] = region.summary().ignored.map((one) => one.reason);
    expect(region.summary().rollouts).toEqual([]);
    expect([first, ...others]).toContain(
      `${image} could not be found: it was deregistered meanwhile, or is not shared with us`,
    );
    expect(region.summary().deadLetters).toEqual({});
  });
});
