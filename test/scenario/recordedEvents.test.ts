import { readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { thumbnailsFleet } from "../support/fleets.ts";
import { aRegion, openRegion, type TestRegion } from "../support/region.ts";

const directory = "test/fixtures/events";
const files = readdirSync(directory);

interface Recorded {
  readonly id: string;
  readonly "detail-type": string;
  readonly detail: Readonly<Record<string, unknown>>;
}
const recorded = (file: string): Recorded => JSON.parse(readFileSync(`${directory}/${file}`, "utf8"));

/** A little after the events of the files. */
const startAt = "2026-11-23T10:05:00Z";

describe("given a region that has nothing of what the recorded events speak of, when they come", () => {
  let region: TestRegion;
  beforeAll(async () => {
    region = await openRegion({ fleet: thumbnailsFleet(), startAt });
    for (const file of files) region.services.events.put(recorded(file));
    await region.settle();
  });
  afterAll(() => region.close());

  test.each(files)("then %s is ignored, and the reason is on record", (file) => {
    const { id } = recorded(file);
    const reasons = region.log
      .entries()
      .flatMap(({ fields }) => (fields?.event === id && fields.ignored !== undefined ? [fields.ignored] : []));
    expect(reasons).toEqual([expect.stringMatching(/\w{3}/)]);
  });

  test("then nothing fails, nothing is refreshed and nobody is told", () => {
    expect(region.errors()).toEqual([]);
    expect(region.summary().deadLetters).toEqual({});
    expect(region.summary().rollouts).toEqual([]);
    expect(region.summary().notifications).toEqual([]);
  });
});

describe("given a region in which the image is really there, when the recorded announcement comes", () => {
  const image = "ami-0abcdef1234567890";
  test.each([
    "ami-refresh.image-published.json",
    "ec2-ami-state-change.available.json",
    "imagebuilder-image-state-change.available.json",
    "ssm-parameter-store-change.update.json",
  ])("then %s sets off its rollout", async (file) => {
    const region = await aRegion({
      fleet: thumbnailsFleet({ parameters: { "golden-ami": "base-al2023-arm64-2026.11.01" } }),
      startAt,
    });
    region.services.ec2.seedImage({ id: image, name: "base-al2023-arm64-2026.11.23", architecture: "arm64" });
    region.services.imageBuilder.add({
      arn: "arn:aws:imagebuilder:eu-west-2:123456789012:image/base-al2023/1.0.7/1",
      amis: [{ region: "eu-west-2", image }],
    });
    region.setParameter("golden-ami", image);
    region.services.events.put(recorded(file));
    await region.settle();
    expect(region.rollout("thumbnails", image)).toMatchObject({
      status: "succeeded",
      publishedAt: "2026-11-23T09:12:44Z",
    });
    expect(region.errors()).toEqual([]);
  });
});

test("given a refresh of ours whose own events are lost, when a recorded event speaks of it, then we look how it goes", async () => {
  const region = await aRegion({
    fleet: thumbnailsFleet(),
    startAt,
    faults: { event: ({ source }) => (source === "aws.autoscaling" ? "drop" : "deliver") },
  });
  const image = region.register("base-al2023-arm64-2026.11.23", { architecture: "arm64" });
  await region.until("2026-11-23T10:05:20Z");
  const [refresh] = region.refreshes("thumbnails-development");
  const looks = () => region.summary().calls["autoscaling:DescribeInstanceRefreshes"] ?? 0;
  for (const [index, file] of files.filter((name) => name.startsWith("autoscaling-instance-refresh")).entries()) {
    const before = looks();
    const event = recorded(file);
    const detail = {
      ...event.detail,
      InstanceRefreshId: refresh?.id,
      AutoScalingGroupName: "thumbnails-development",
    };
    region.services.events.put({ ...event, detail });
    await region.until(`2026-11-23T10:05:${30 + index}Z`);
    expect([file, looks() - before]).toEqual([file, 1]);
  }
  // None of what they say was true: the refresh is in the middle, and the step knows.
  expect(region.step("thumbnails", image, "development").status).toBe("running");
});
