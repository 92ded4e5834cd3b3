import { type Ec2, ec2 } from "@ami-refresh/local/services/ec2/ec2.ts";
import { beforeEach, describe, expect, test } from "vitest";
import available from "../../../fixtures/events/ec2-ami-state-change.available.json" with { type: "json" };
import deregistered from "../../../fixtures/events/ec2-ami-state-change.deregistered.json" with { type: "json" };
import { aRegion, call, type TestRegion } from "./region.ts";

const HOUR_MS = 3_600_000;

let region: TestRegion;
let simulated: Ec2;
let operations: Ec2["operations"];

beforeEach(() => {
  region = aRegion();
  simulated = ec2(region);
  operations = simulated.operations;
});

const register = (Name: string, more: Partial<Parameters<typeof operations.RegisterImage>[0]> = {}) =>
  operations.RegisterImage({ Name, ...more }, call).ImageId;
const describeAll = (input: Parameters<typeof operations.DescribeImages>[0] = { Owners: ["self"] }) =>
  operations.DescribeImages(input).Images;
const namesOf = (input: Parameters<typeof operations.DescribeImages>[0]) => describeAll(input).map(({ Name }) => Name);

/** The event that AWS documents, with what this run has made of it. */
const like = (fixture: typeof available, imageId: string) => ({
  at: region.clock.now(),
  source: fixture.source,
  detailType: fixture["detail-type"],
  resources: [`arn:aws:ec2:eu-west-2::image/${imageId}`],
  detail: { ...fixture.detail, RequestId: call.requestId, ImageId: imageId },
});

describe("registering an image", () => {
  test("makes it available and tells so, as AWS does", () => {
    const id = register("base-1");
    expect(id).toMatch(/^ami-[0-9a-f]{17}$/);
    expect(region.events).toEqual([like(available, id)]);
    expect(describeAll()).toMatchObject([
      { ImageId: id, Name: "base-1", State: "available", OwnerId: "123456789012", Public: false },
    ]);
  });

  test("takes the architecture, the description and the tags of the request", () => {
    register("base-1", {
      Architecture: "arm64",
      Description: "golden",
      TagSpecifications: [
        { ResourceType: "image", Tags: [{ Key: "channel", Value: "stable" }] },
        { ResourceType: "snapshot", Tags: [{ Key: "of", Value: "base-1" }] },
      ],
    });
    expect(describeAll()).toMatchObject([
      { Architecture: "arm64", Description: "golden", Tags: [{ Key: "channel", Value: "stable" }] },
    ]);
  });

  test("is x86_64 where nothing is said of the architecture", () => {
    register("base-1");
    expect(describeAll()).toMatchObject([{ Architecture: "x86_64" }]);
  });

  test("takes no name twice, until the image of that name is deregistered", () => {
    const id = register("base-1");
    expect(() => register("base-1")).toThrow(
      expect.objectContaining({ code: "InvalidAMIName.Duplicate", message: expect.stringContaining(id) }),
    );
    operations.DeregisterImage({ ImageId: id }, call);
    expect(register("base-1")).not.toBe(id);
  });

  test.each([
    ["ab", "InvalidAMIName.Malformed"],
    ["base*1", "InvalidAMIName.Malformed"],
    ["", "MissingParameter"],
  ])("refuses the name %j", (name, code) => {
    expect(() => register(name)).toThrow(expect.objectContaining({ code }));
    expect(region.events).toEqual([]);
  });

  test("gives each image an id of its own, alike in every run", () => {
    const ids = [register("base-1"), register("base-2")];
    expect(new Set(ids).size).toBe(2);
    const other = ec2(aRegion());
    expect([
      other.operations.RegisterImage({ Name: "base-1" }, call).ImageId,
      other.operations.RegisterImage({ Name: "base-2" }, call).ImageId,
    ]).toEqual(ids);
  });
});

describe("an image that is copied or made of an instance", () => {
  test("is pending until its snapshots are there; only then is it announced", () => {
    const source = register("base-1", { Architecture: "arm64" });
    const copy = operations.CopyImage(
      { Name: "copy-1", SourceImageId: source, SourceRegion: "eu-west-2" },
      call,
    ).ImageId;
    expect(describeAll({ ImageIds: [copy] })).toMatchObject([{ State: "pending", Architecture: "arm64" }]);
    expect(region.events).toHaveLength(1);
    region.pass(10 * 60_000);
    expect(describeAll({ ImageIds: [copy] })).toMatchObject([{ State: "available" }]);
    expect(region.events.at(-1)?.detail).toMatchObject({ ImageId: copy, State: "available" });
  });

  test("is never announced if it was deregistered meanwhile", () => {
    const InstanceId = simulated.run({ imageId: register("base-1"), type: "m7i.large", zone: "eu-west-2a", tags: {} });
    const { ImageId } = operations.CreateImage({ InstanceId, Name: "from-instance" }, call);
    operations.DeregisterImage({ ImageId }, call);
    region.settle();
    expect(region.events.map(({ detail }) => `${detail.ImageId === ImageId} ${detail.State}`)).toEqual([
      "false available",
      "true deregistered",
    ]);
  });
});

describe("deregistering and disabling", () => {
  test("tells so, and the image is no longer listed", () => {
    const id = register("base-1");
    operations.DeregisterImage({ ImageId: id }, call);
    expect(region.events.at(-1)).toEqual(like(deregistered, id));
    expect(describeAll()).toEqual([]);
    expect(describeAll({ Filters: [{ Name: "image-id", Values: [id] }] })).toEqual([]);
  });

  test("an image that was asked for by its id is unavailable first, and forgotten later", () => {
    const id = register("base-1");
    operations.DeregisterImage({ ImageId: id }, call);
    expect(() => describeAll({ ImageIds: [id] })).toThrow(
      expect.objectContaining({ code: "InvalidAMIID.Unavailable" }),
    );
    region.pass(2 * HOUR_MS);
    expect(() => describeAll({ ImageIds: [id] })).toThrow(expect.objectContaining({ code: "InvalidAMIID.NotFound" }));
  });

  test("a disabled image is listed only to those who ask for disabled ones, and may be enabled again", () => {
    const id = register("base-1");
    operations.DisableImage({ ImageId: id }, call);
    expect(describeAll()).toEqual([]);
    expect(describeAll({ Owners: ["self"], IncludeDisabled: true })).toMatchObject([{ State: "disabled" }]);
    operations.EnableImage({ ImageId: id }, call);
    expect(region.events.map(({ detail }) => detail.State)).toEqual(["available", "disabled", "available"]);
    expect(() => operations.EnableImage({ ImageId: id }, call)).toThrow(/is not disabled/);
  });

  test.each([
    ["ami-0123", "InvalidAMIID.Malformed"],
    ["ami-0123456789abcdef0", "InvalidAMIID.NotFound"],
  ])("%s is refused with %s", (ImageId, code) => {
    expect(() => operations.DeregisterImage({ ImageId }, call)).toThrow(expect.objectContaining({ code }));
    expect(() => describeAll({ ImageIds: [ImageId] })).toThrow(expect.objectContaining({ code }));
  });

  test("nobody deregisters the image of another account", () => {
    const id = simulated.seedImage({ name: "base-1", owner: "999988887777" });
    expect(() => operations.DeregisterImage({ ImageId: id }, call)).toThrow(
      expect.objectContaining({ code: "InvalidAMIID.NotFound" }),
    );
  });
});

describe("describing images", () => {
  beforeEach(() => {
    register("base-2026.11.01", {
      TagSpecifications: [{ ResourceType: "image", Tags: [{ Key: "channel", Value: "a" }] }],
    });
    register("base-2026.11.08", { Architecture: "arm64" });
    register("other-1");
    simulated.seedImage({ name: "base-2026.11.09", owner: "999988887777" });
    simulated.seedImage({ name: "al2023-1", owner: "137112412989", ownerAlias: "amazon" });
  });

  test("by owner: oneself, an account, an alias; without owners strangers are among them", () => {
    expect(namesOf({ Owners: ["self"] })).toEqual(["base-2026.11.01", "base-2026.11.08", "other-1"]);
    expect(namesOf({ Owners: ["123456789012"] })).toHaveLength(3);
    expect(namesOf({ Owners: ["amazon"] })).toEqual(["al2023-1"]);
    expect(namesOf({ Owners: ["999988887777", "amazon"] })).toEqual(["base-2026.11.09", "al2023-1"]);
    expect(namesOf({})).toHaveLength(5);
  });

  test("by filters: every filter has to match, one of its values is enough, * and ? are wildcards", () => {
    const filtered = (...Filters: { Name: string; Values: string[] }[]) => namesOf({ Owners: ["self"], Filters });
    expect(filtered({ Name: "name", Values: ["base-*"] })).toEqual(["base-2026.11.01", "base-2026.11.08"]);
    expect(filtered({ Name: "name", Values: ["base-????.11.0?"] })).toHaveLength(2);
    expect(filtered({ Name: "name", Values: ["BASE-*"] })).toEqual([]);
    expect(
      filtered({ Name: "name", Values: ["base-*", "other-*"] }, { Name: "architecture", Values: ["x86_64"] }),
    ).toEqual(["base-2026.11.01", "other-1"]);
    expect(filtered({ Name: "tag:channel", Values: ["a"] })).toEqual(["base-2026.11.01"]);
    expect(filtered({ Name: "tag-key", Values: ["chan*"] })).toEqual(["base-2026.11.01"]);
    expect(() => filtered({ Name: "colour", Values: ["red"] })).toThrow("The filter 'colour' is invalid");
  });

  test("by page: each once, in order; a token that was not given out is refused", () => {
    const names: (string | undefined)[] = [];
    let NextToken: string | undefined;
    do {
      const answer = operations.DescribeImages({ Owners: ["self"], MaxResults: 2, ...(NextToken && { NextToken }) });
      expect(answer.Images.length).toBeLessThanOrEqual(2);
      names.push(...answer.Images.map(({ Name }) => Name));
      NextToken = answer.NextToken;
    } while (NextToken);
    expect(names).toEqual(["base-2026.11.01", "base-2026.11.08", "other-1"]);
    expect(() => operations.DescribeImages({ NextToken: "made-up" })).toThrow("The token 'made-up' is invalid.");
  });
});

test("with DryRun every operation says that it would have succeeded, and does nothing", () => {
  expect(() => register("base-1", { DryRun: true })).toThrow(
    expect.objectContaining({ code: "DryRunOperation", status: 412 }),
  );
  expect(() => operations.DescribeImages({ DryRun: true })).toThrow(
    expect.objectContaining({ code: "DryRunOperation" }),
  );
  expect(describeAll()).toEqual([]);
  expect(region.events).toEqual([]);
});
