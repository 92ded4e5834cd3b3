import { builtImages } from "@ami-refresh/core/adapters/aws/builtImages.ts";
import { imageParameters } from "@ami-refresh/core/adapters/aws/imageParameters.ts";
import { ec2Images } from "@ami-refresh/core/adapters/aws/images.ts";
import type { EC2Client } from "@aws-sdk/client-ec2";
import type { ImagebuilderClient } from "@aws-sdk/client-imagebuilder";
import type { SSMClient } from "@aws-sdk/client-ssm";
import { describe, expect, it } from "vitest";
import { anAwsClient, failing } from "../../support/awsClient.ts";
import { at } from "../../support/policy.ts";

type Operations = Parameters<typeof anAwsClient>[0];

function images(operations: { ec2?: Operations; imageBuilder?: Operations; ssm?: Operations }) {
  const ec2 = anAwsClient<EC2Client>(operations.ec2 ?? {});
  const imageBuilder = anAwsClient<ImagebuilderClient>(operations.imageBuilder ?? {});
  const ssm = anAwsClient<SSMClient>(operations.ssm ?? {});
  return { ec2, port: { ...ec2Images(ec2), ...builtImages(imageBuilder, "eu-west-2"), ...imageParameters(ssm) } };
}

const ami = (ImageId: string) => ({
  ImageId,
  Name: `base-${ImageId}`,
  OwnerId: "123456789012",
  State: "available",
  Architecture: "arm64",
  CreationDate: "2026-11-23T09:12:44.000Z",
  Tags: [{ Key: "Branch", Value: "main" }],
});

describe("describing images", () => {
  it("reads every page, empty ones too, and asks for disabled and deprecated images", async () => {
    const { ec2, port } = images({
      ec2: {
        DescribeImages: ({ NextToken }) =>
          NextToken ? { Images: [ami("ami-0123456789abcdef0")] } : { Images: [], NextToken: "2" },
      },
    });
    expect(await port.describe(["ami-0123456789abcdef0", "ami-gone", "ami-gone"])).toEqual([
      {
        id: "ami-0123456789abcdef0",
        name: "base-ami-0123456789abcdef0",
        owner: "123456789012",
        state: "available",
        architecture: "arm64",
        tags: { Branch: "main" },
        createdAt: at("2026-11-23T09:12:44Z"),
      },
    ]);
    expect(ec2.calls[0]?.input).toMatchObject({
      Filters: [{ Name: "image-id", Values: ["ami-0123456789abcdef0", "ami-gone"] }],
      IncludeDisabled: true,
      IncludeDeprecated: true,
    });
  });

  it("asks nothing about no images, and for at most 200 at once", async () => {
    const { ec2, port } = images({ ec2: { DescribeImages: () => ({ Images: [] }) } });
    await port.describe([]);
    expect(ec2.calls).toEqual([]);
    await port.describe(Array.from({ length: 201 }, (_, i) => `ami-${i}`));
    expect(ec2.calls).toHaveLength(2);
  });
});

describe("what Image Builder built", () => {
  it("is every image of this Region, wherever in the list", async () => {
    const amis = [
      { region: "us-east-1", image: "ami-1" },
      { region: "eu-west-2", image: "ami-2" },
      { region: "eu-west-2", image: "ami-3" },
    ];
    const { port } = images({ imageBuilder: { GetImage: () => ({ image: { outputResources: { amis } } }) } });
    expect(await port.builtBy("arn")).toEqual(["ami-2", "ami-3"]);
  });

  it("is nothing where the build is gone or made a container; an outage is thrown", async () => {
    const answering = (GetImage: Operations[string]) => images({ imageBuilder: { GetImage } }).port.builtBy("arn");
    expect(await answering(failing("ResourceNotFoundException"))).toEqual([]);
    expect(await answering(() => ({ image: { outputResources: { containers: [{}] } } }))).toEqual([]);
    await expect(answering(failing("ServiceException", "down", 500))).rejects.toThrow("down");
  });
});

describe("a parameter", () => {
  it("has a value, or is not there", async () => {
    const asking = (GetParameter: Operations[string]) => images({ ssm: { GetParameter } }).port.parameter("golden");
    expect(await asking(() => ({ Parameter: { Value: "ami-1" } }))).toBe("ami-1");
    expect(await asking(failing("ParameterNotFound"))).toBeUndefined();
    await expect(asking(failing("ThrottlingException"))).rejects.toThrow("ThrottlingException");
  });
});
