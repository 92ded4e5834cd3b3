import { expect, test } from "vitest";
import { oldImage, thumbnailsFleet } from "../support/fleets.ts";
import { aRegion, operator, type TestRegion } from "../support/region.ts";

/** An image that is there without anybody having told of it, as one that was copied or shared. */
const quietly = (region: TestRegion, name = "base-al2023-arm64-2026.11.23") =>
  region.services.ec2.seedImage({ name, architecture: "arm64" });

async function expectRollout(region: TestRegion, image: string): Promise<void> {
  await region.settle();
  expect(region.rollout("thumbnails", image).status).toBe("succeeded");
  expect(region.imagesIn("thumbnails-production")).toEqual([image]);
  expect(region.errors()).toEqual([]);
}

test("given a fleet, when Image Builder has built an image, then every group gets it", async () => {
  const region = await aRegion({ fleet: thumbnailsFleet() });
  const image = quietly(region);
  const arn = "arn:aws:imagebuilder:eu-west-2:123456789012:image/base-al2023-arm/1.0.7/1";
  region.services.imageBuilder.add({
    arn,
    amis: [
      { region: "us-east-1", image: "ami-0aaaaaaaaaaaaaaaa" },
      { region: "eu-west-2", image },
    ],
  });
  region.services.events.put({
    source: "aws.imagebuilder",
    "detail-type": "EC2 Image Builder Image State Change",
    resources: [arn],
    detail: { "previous-state": { status: "DISTRIBUTING" }, state: { status: "AVAILABLE" } },
  });
  await expectRollout(region, image);
});

test("given a parameter that names the current image, when it is changed to another, then every group gets that", async () => {
  const region = await aRegion({ fleet: thumbnailsFleet({ parameters: { "/golden/arm": oldImage } }) });
  const image = quietly(region);
  region.services.ssm.operations.PutParameter?.(
    { Name: "/golden/arm", Value: image, DataType: "aws:ec2:image", Overwrite: true },
    operator,
  );
  await expectRollout(region, image);
});

test("given an image that another account shares, when its owner announces it on the bus, then every group gets it", async () => {
  const region = await aRegion({ fleet: thumbnailsFleet() });
  const image = quietly(region);
  region.services.events.put({
    source: "ami-refresh",
    "detail-type": "Image Published",
    detail: { ImageId: image },
  });
  await expectRollout(region, image);
});

test("given one image, when it is announced in three ways, then it is rolled out once", async () => {
  const region = await aRegion({ fleet: thumbnailsFleet() });
  const image = region.register("base-al2023-arm64-2026.11.23", { architecture: "arm64" });
  region.services.events.put({ source: "ami-refresh", "detail-type": "Image Published", detail: { ImageId: image } });
  region.services.ssm.operations.PutParameter?.(
    { Name: "/golden/arm", Value: image, Type: "String", DataType: "aws:ec2:image" },
    operator,
  );
  await expectRollout(region, image);
  for (const environment of ["development", "staging", "production"]) {
    expect(region.refreshes(`thumbnails-${environment}`)).toHaveLength(1);
  }
  expect(region.told("slack").filter((line) => line.startsWith("rollout.planned"))).toHaveLength(1);
});
