import { AwsError } from "@ami-refresh/local/endpoint/operations.ts";
import * as ec2 from "@aws-sdk/client-ec2";
import { expect, test } from "vitest";
import { recording, serving } from "./serving.ts";

test("lists and nested structures arrive under the names that EC2 gives them", async () => {
  const { service, given } = recording(ec2, {
    DescribeImages: () => ({ Images: [] }),
    CreateLaunchTemplateVersion: () => ({}),
  });
  const { client } = await serving({ services: [service] });
  const describe = {
    ImageIds: ["ami-1", "ami-2"],
    Owners: ["self", "123456789012"],
    Filters: [{ Name: "name", Values: ["base-*", "other & more"] }],
    IncludeDeprecated: true,
    MaxResults: 500,
  };
  const create = {
    ClientToken: "token",
    LaunchTemplateId: "lt-1",
    SourceVersion: "3",
    LaunchTemplateData: {
      ImageId: "ami-1",
      BlockDeviceMappings: [{ DeviceName: "/dev/xvda", Ebs: { Encrypted: true, VolumeSize: 8, Iops: 3000 } }],
      TagSpecifications: [{ ResourceType: "instance" as const, Tags: [{ Key: "a", Value: "" }] }],
      SecurityGroupIds: ["sg-1", "sg-2"],
    },
  };
  const instances = new ec2.EC2(client);

  expect(await instances.describeImages(describe)).toMatchObject({ Images: [] });
  await instances.createLaunchTemplateVersion(create);

  expect(given.map(({ input }) => input)).toEqual([describe, create]);
});

test("a structure returns", async () => {
  const image = {
    ImageId: "ami-1",
    Name: "base <1> & more",
    Public: false,
    Tags: [{ Key: "Family", Value: "base" }],
    BlockDeviceMappings: [{ DeviceName: "/dev/xvda", Ebs: { VolumeSize: 8 } }],
  };
  const template = { LaunchTemplateId: "lt-1", CreateTime: new Date("2026-11-24T12:00:00Z"), LatestVersionNumber: 2 };
  const { service } = recording(ec2, {
    DescribeImages: () => ({ Images: [image, { ImageId: "ami-2" }] }),
    DescribeLaunchTemplates: () => ({ LaunchTemplates: [template], NextToken: "more" }),
    CreateTags: () => ({}),
  });
  const { client } = await serving({ services: [service] });
  const instances = new ec2.EC2(client);

  expect((await instances.describeImages({})).Images).toEqual([image, { ImageId: "ami-2" }]);
  expect(await instances.describeLaunchTemplates({})).toMatchObject({ LaunchTemplates: [template], NextToken: "more" });
  expect(
    (await instances.createTags({ Resources: ["ami-1"], Tags: [{ Key: "a", Value: "b" }] })).$metadata.httpStatusCode,
  ).toBe(200);
});

test("an error arrives by its code", async () => {
  const { service } = recording(ec2, {
    DescribeImages: () => {
      throw new AwsError("InvalidAMIID.NotFound", "The image id '[ami-<1>]' does not exist");
    },
  });
  const { client } = await serving({ services: [service] });

  await expect(new ec2.EC2(client).describeImages({ ImageIds: ["ami-1"] })).rejects.toMatchObject({
    name: "InvalidAMIID.NotFound",
    message: "The image id '[ami-<1>]' does not exist",
    $metadata: { httpStatusCode: 400 },
  });
});
