import { type Ec2, ec2 } from "@ami-refresh/local/services/ec2/ec2.ts";
import { beforeEach, describe, expect, test } from "vitest";
import { aRegion, call, type TestRegion } from "./region.ts";

let region: TestRegion;
let simulated: Ec2;
let operations: Ec2["operations"];
let imageId: string;

beforeEach(() => {
  region = aRegion();
  simulated = ec2(region);
  operations = simulated.operations;
  imageId = operations.RegisterImage({ Name: "base-1", Architecture: "arm64" }, call).ImageId;
});

const run = (tags: Record<string, string> = {}) =>
  simulated.run({ imageId, type: "m7g.large", zone: "eu-west-2a", tags });
const statesOf = (...InstanceIds: string[]) =>
  operations
    .DescribeInstances({ InstanceIds })
    .Reservations.flatMap(({ Instances }) => Instances.map(({ State }) => State?.Name));

describe("an instance", () => {
  test("boots, and is of its image's architecture", () => {
    const id = run({ Name: "web" });
    expect(statesOf(id)).toEqual(["pending"]);
    region.pass(60_000);
    expect(operations.DescribeInstances({ InstanceIds: [id] }).Reservations[0]?.Instances).toMatchObject([
      {
        State: { Name: "running", Code: 16 },
        ImageId: imageId,
        Architecture: "arm64",
        Tags: [{ Key: "Name", Value: "web" }],
      },
    ]);
  });

  test("shuts down, is terminated, and is forgotten an hour later", () => {
    const id = run();
    region.pass(60_000);
    const answer = operations.TerminateInstances({ InstanceIds: [id] });
    expect(answer.TerminatingInstances).toMatchObject([
      { PreviousState: { Name: "running" }, CurrentState: { Name: "shutting-down" } },
    ]);
    region.pass(60_000);
    expect(statesOf(id)).toEqual(["terminated"]);
    region.pass(2 * 3_600_000);
    expect(() => statesOf(id)).toThrow(expect.objectContaining({ code: "InvalidInstanceID.NotFound" }));
  });

  test("that ends from outside is told of once", () => {
    const ended: string[] = [];
    simulated.onTermination((id) => ended.push(id));
    const [a, b] = [run(), run()];
    operations.TerminateInstances({ InstanceIds: [a] });
    operations.TerminateInstances({ InstanceIds: [a] });
    simulated.terminate(b);
    expect(ended).toEqual([a]);
  });

  test("is found by image, state and tag", () => {
    const tagged = run({ role: "web" });
    run();
    const found = (Name: string, ...Values: string[]) =>
      operations
        .DescribeInstances({ Filters: [{ Name, Values }] })
        .Reservations.flatMap(({ Instances }) => Instances.map(({ InstanceId }) => InstanceId));
    expect(found("tag:role", "web")).toEqual([tagged]);
    expect(found("image-id", imageId)).toHaveLength(2);
    expect(found("instance-state-name", "running")).toEqual([]);
    region.pass(60_000);
    expect(found("instance-state-name", "running", "pending")).toHaveLength(2);
  });

  test("of an unknown id is an error", () => {
    expect(() => statesOf("i-0123456789abcdef0")).toThrow(
      expect.objectContaining({ code: "InvalidInstanceID.NotFound" }),
    );
    expect(() => statesOf("web")).toThrow(expect.objectContaining({ code: "InvalidInstanceID.Malformed" }));
  });
});

describe("tags", () => {
  const tagsOf = (id: string) =>
    operations
      .DescribeTags({ Filters: [{ Name: "resource-id", Values: [id] }] })
      .Tags.map(({ Key, Value, ResourceType }) => `${ResourceType} ${Key}=${Value}`);

  test("are set, replaced and taken away, with a value only if it is that", () => {
    operations.CreateTags({
      Resources: [imageId],
      Tags: [
        { Key: "a", Value: "1" },
        { Key: "b", Value: "2" },
      ],
    });
    operations.CreateTags({ Resources: [imageId], Tags: [{ Key: "a", Value: "3" }] });
    expect(tagsOf(imageId)).toEqual(["image a=3", "image b=2"]);
    operations.DeleteTags({ Resources: [imageId], Tags: [{ Key: "a", Value: "1" }, { Key: "b" }] });
    expect(tagsOf(imageId)).toEqual(["image a=3"]);
    operations.DeleteTags({ Resources: [imageId] });
    expect(tagsOf(imageId)).toEqual([]);
  });

  test("belong to something that is there, and keys of aws: are AWS's own", () => {
    const tag = (Resources: string[], Key: string) => () => operations.CreateTags({ Resources, Tags: [{ Key }] });
    expect(tag(["ami-0123456789abcdef0"], "a")).toThrow(expect.objectContaining({ code: "InvalidAMIID.NotFound" }));
    expect(tag(["web"], "a")).toThrow(expect.objectContaining({ code: "InvalidID" }));
    expect(tag([], "a")).toThrow(expect.objectContaining({ code: "MissingParameter" }));
    expect(tag([imageId], "aws:a")).toThrow(expect.objectContaining({ code: "InvalidParameterValue" }));
  });
});
