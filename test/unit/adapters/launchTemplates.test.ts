import { ec2LaunchTemplates } from "@ami-refresh/core/adapters/aws/launchTemplates.ts";
import type { EC2Client } from "@aws-sdk/client-ec2";
import { describe, expect, it } from "vitest";
import { anAwsClient, failing } from "../../support/awsClient.ts";

const id = "lt-0123456789abcdef0";
const client = anAwsClient<EC2Client>;
const version = (ImageId: string, more: object = {}) => ({
  LaunchTemplateVersions: [
    { LaunchTemplateId: id, VersionNumber: 3, LaunchTemplateData: { ImageId, InstanceType: "m7i.large", ...more } },
  ],
});

describe("a template's version", () => {
  it("takes one call where it names its image", async () => {
    const aws = client({ DescribeLaunchTemplateVersions: () => version("ami-1") });
    expect(await ec2LaunchTemplates(aws).version(id, "$Latest")).toEqual({
      templateId: id,
      version: 3,
      imageId: "ami-1",
      instanceType: "m7i.large",
    });
    expect(aws.calls.map(({ input }) => input)).toEqual([{ LaunchTemplateId: id, Versions: ["$Latest"] }]);
  });

  it("tells both the parameter and what it resolves to", async () => {
    const aws = client({
      DescribeLaunchTemplateVersions: ({ ResolveAlias }) => version(ResolveAlias ? "ami-9" : "resolve:ssm:golden"),
    });
    expect(await ec2LaunchTemplates(aws).version(id, "$Default")).toMatchObject({
      imageId: "resolve:ssm:golden",
      resolvedImageId: "ami-9",
    });
    // The version that was found first, whatever the default is by now.
    expect(aws.calls[1]?.input).toMatchObject({ Versions: ["3"], ResolveAlias: true });
  });

  it.each(["ParameterNotFound", "UnauthorizedOperation"])("resolves to nothing at %s", async (code) => {
    const aws = client({
      DescribeLaunchTemplateVersions: ({ ResolveAlias }) =>
        ResolveAlias ? failing(code)({}) : version("resolve:ssm:golden"),
    });
    const found = await ec2LaunchTemplates(aws).version(id, "3");
    expect(found).toMatchObject({ imageId: "resolve:ssm:golden" });
    expect(found).not.toHaveProperty("resolvedImageId");
  });

  it.each(["InvalidLaunchTemplateId.NotFound", "InvalidLaunchTemplateId.VersionNotFound"])(
    "is undefined at %s",
    async (code) => {
      const aws = client({ DescribeLaunchTemplateVersions: failing(code) });
      expect(await ec2LaunchTemplates(aws).version(id, "3")).toBeUndefined();
    },
  );

  it("throws when AWS is too busy to say", async () => {
    const aws = client({ DescribeLaunchTemplateVersions: failing("RequestLimitExceeded", "slower", 503) });
    await expect(ec2LaunchTemplates(aws).version(id, "3")).rejects.toThrow("slower");
  });

  it("knows one that chooses by attributes", async () => {
    const aws = client({ DescribeLaunchTemplateVersions: () => version("ami-1", { InstanceRequirements: {} }) });
    expect(await ec2LaunchTemplates(aws).version(id, "3")).toMatchObject({ attributeBased: true });
  });
});

describe("a new version", () => {
  const request = { templateId: id, source: 3, imageId: "ami-2", description: "by us", clientToken: "token" };

  it("copies its source with only the image changed", async () => {
    const aws = client({
      CreateLaunchTemplateVersion: () => ({ LaunchTemplateVersion: version("ami-2").LaunchTemplateVersions[0] }),
    });
    const answer = await ec2LaunchTemplates(aws).createVersion(request);
    expect(answer).toMatchObject({ outcome: "created", version: { version: 3, imageId: "ami-2" } });
    expect(aws.calls[0]?.input).toEqual({
      LaunchTemplateId: id,
      SourceVersion: "3",
      VersionDescription: "by us",
      ClientToken: "token",
      LaunchTemplateData: { ImageId: "ami-2" },
    });
  });

  it("is refused with AWS's reason", async () => {
    const aws = client({ CreateLaunchTemplateVersion: failing("VersionLimitExceeded", "No more than 10000.") });
    expect(await ec2LaunchTemplates(aws).createVersion(request)).toEqual({
      outcome: "refused",
      reason: "No more than 10000. (VersionLimitExceeded)",
    });
  });

  it.each([
    ["RequestLimitExceeded", 503],
    ["Unavailable", 503],
    ["InternalError", 500],
  ])("throws %s, to be tried again", async (code, status) => {
    const aws = client({ CreateLaunchTemplateVersion: failing(code, "later", status) });
    await expect(ec2LaunchTemplates(aws).createVersion(request)).rejects.toThrow("later");
  });
});
