import { type Ec2, ec2 } from "@ami-refresh/local/services/ec2/ec2.ts";
import { beforeEach, describe, expect, test } from "vitest";
import { aRegion } from "./region.ts";

const image = (digit: string) => `ami-0${digit.repeat(16)}`;
const parameters = new Map<string, string>();

let operations: Ec2["operations"];
let id: string;

beforeEach(() => {
  parameters.clear();
  operations = ec2(aRegion(), { parameter: (name) => parameters.get(name) }).operations;
  id = created(
    operations.CreateLaunchTemplate({
      LaunchTemplateName: "web",
      LaunchTemplateData: { ImageId: image("1"), InstanceType: "m7i.large", KeyName: "ops" },
    }).LaunchTemplate?.LaunchTemplateId,
  );
});

function created<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("nothing was created");
  return value;
}
const newVersion = (more: Partial<Parameters<typeof operations.CreateLaunchTemplateVersion>[0]> = {}) =>
  operations.CreateLaunchTemplateVersion({
    LaunchTemplateId: id,
    SourceVersion: "1",
    LaunchTemplateData: { ImageId: image("2") },
    ...more,
  }).LaunchTemplateVersion;
const versions = (...Versions: string[]) =>
  operations
    .DescribeLaunchTemplateVersions({ LaunchTemplateId: id, ...(Versions.length > 0 && { Versions }) })
    .LaunchTemplateVersions.map(({ VersionNumber }) => VersionNumber);

describe("a new version", () => {
  test("is a copy of its source with only the named parameters changed", () => {
    expect(newVersion()).toMatchObject({
      VersionNumber: 2,
      DefaultVersion: false,
      LaunchTemplateData: { ImageId: image("2"), InstanceType: "m7i.large", KeyName: "ops" },
    });
  });

  test("without a source holds only what is named", () => {
    const { LaunchTemplateData } = operations.CreateLaunchTemplateVersion({
      LaunchTemplateName: "web",
      LaunchTemplateData: { ImageId: image("2") },
    }).LaunchTemplateVersion;
    expect(LaunchTemplateData).toEqual({ ImageId: image("2") });
  });

  test("may be made from $Latest and $Default", () => {
    newVersion({ LaunchTemplateData: { KeyName: "other" } });
    expect(newVersion({ SourceVersion: "$Latest" }).LaunchTemplateData).toMatchObject({ KeyName: "other" });
    expect(newVersion({ SourceVersion: "$Default" }).LaunchTemplateData).toMatchObject({ KeyName: "ops" });
  });

  test.each([
    ["7", "InvalidLaunchTemplateId.VersionNotFound"],
    ["latest", "InvalidLaunchTemplateVersion.Malformed"],
  ])("from version %s is refused", (SourceVersion, code) => {
    expect(() => newVersion({ SourceVersion })).toThrow(expect.objectContaining({ code }));
    expect(versions()).toEqual([1]);
  });

  test("with the same ClientToken is the same version again", () => {
    const first = newVersion({ ClientToken: "a" });
    expect(newVersion({ ClientToken: "a" })).toEqual(first);
    expect(newVersion({ ClientToken: "b" }).VersionNumber).toBe(3);
    expect(versions()).toEqual([3, 2, 1]);
  });

  test("with the same ClientToken and another image is refused", () => {
    newVersion({ ClientToken: "a" });
    expect(() => newVersion({ ClientToken: "a", LaunchTemplateData: { ImageId: image("3") } })).toThrow(
      expect.objectContaining({ code: "IdempotentParameterMismatch" }),
    );
    expect(versions()).toEqual([2, 1]);
  });

  test("that failed may be tried again with its token", () => {
    expect(() => newVersion({ ClientToken: "a", SourceVersion: "2" })).toThrow();
    newVersion();
    expect(newVersion({ ClientToken: "a", SourceVersion: "2" }).VersionNumber).toBe(3);
  });

  test("never takes the number of one that was deleted", () => {
    newVersion();
    operations.DeleteLaunchTemplateVersions({ LaunchTemplateId: id, Versions: ["2"] });
    expect(newVersion().VersionNumber).toBe(3);
  });
});

describe("describing versions", () => {
  beforeEach(() => {
    newVersion();
    newVersion();
  });

  test("newest first, or those that are named, by number, $Latest and $Default, each once", () => {
    expect(versions()).toEqual([3, 2, 1]);
    expect(versions("2")).toEqual([2]);
    expect(versions("$Latest", "$Default", "1", "3")).toEqual([3, 1]);
  });

  test("by range and by page", () => {
    const answer = operations.DescribeLaunchTemplateVersions({ LaunchTemplateId: id, MinVersion: "2", MaxResults: 1 });
    expect(answer.LaunchTemplateVersions.map(({ VersionNumber }) => VersionNumber)).toEqual([3]);
    const rest = operations.DescribeLaunchTemplateVersions({
      LaunchTemplateId: id,
      MinVersion: "2",
      MaxResults: 1,
      NextToken: created(answer.NextToken),
    });
    expect(rest.LaunchTemplateVersions.map(({ VersionNumber }) => VersionNumber)).toEqual([2]);
    expect(rest.NextToken).toBeUndefined();
  });

  test("of all templates at once, but only the latest and the default ones", () => {
    operations.CreateLaunchTemplate({ LaunchTemplateName: "api", LaunchTemplateData: { ImageId: image("9") } });
    const { LaunchTemplateVersions } = operations.DescribeLaunchTemplateVersions({ Versions: ["$Latest"] });
    expect(LaunchTemplateVersions.map((v) => `${v.LaunchTemplateName} ${v.VersionNumber}`)).toEqual(["web 3", "api 1"]);
    expect(() => operations.DescribeLaunchTemplateVersions({ Versions: ["1"] })).toThrow(
      expect.objectContaining({ code: "MissingParameter" }),
    );
  });

  test("resolves a parameter where asked to, and tells it as written otherwise", () => {
    parameters.set("/golden", image("5"));
    newVersion({ LaunchTemplateData: { ImageId: "resolve:ssm:/golden" } });
    const imageOf = (ResolveAlias: boolean) =>
      operations.DescribeLaunchTemplateVersions({ LaunchTemplateId: id, Versions: ["$Latest"], ResolveAlias })
        .LaunchTemplateVersions[0]?.LaunchTemplateData?.ImageId;
    expect(imageOf(false)).toBe("resolve:ssm:/golden");
    expect(imageOf(true)).toBe(image("5"));
    parameters.delete("/golden");
    expect(() => imageOf(true)).toThrow("Parameter /golden not found.");
  });

  test("of a template that is not there is refused, by id and by name", () => {
    const describe = (name: Parameters<typeof operations.DescribeLaunchTemplateVersions>[0]) => () =>
      operations.DescribeLaunchTemplateVersions(name);
    expect(describe({ LaunchTemplateName: "nobody" })).toThrow(
      expect.objectContaining({ code: "InvalidLaunchTemplateName.NotFoundException" }),
    );
    expect(describe({ LaunchTemplateId: "lt-0123456789abcdef0" })).toThrow(
      expect.objectContaining({ code: "InvalidLaunchTemplateId.NotFound" }),
    );
    expect(describe({ LaunchTemplateId: "web" })).toThrow(
      expect.objectContaining({ code: "InvalidLaunchTemplateId.Malformed" }),
    );
    expect(describe({ LaunchTemplateId: id, LaunchTemplateName: "web" })).toThrow(
      expect.objectContaining({ code: "InvalidParameterCombination" }),
    );
  });
});

describe("a launch template", () => {
  test("may have another default version, one that is there", () => {
    newVersion();
    operations.ModifyLaunchTemplate({ LaunchTemplateId: id, DefaultVersion: "2" });
    expect(operations.DescribeLaunchTemplates({ LaunchTemplateNames: ["web"] }).LaunchTemplates).toMatchObject([
      { DefaultVersionNumber: 2, LatestVersionNumber: 2 },
    ]);
    expect(versions("$Default")).toEqual([2]);
    expect(() => operations.ModifyLaunchTemplate({ LaunchTemplateId: id, DefaultVersion: "9" })).toThrow(
      expect.objectContaining({ code: "InvalidLaunchTemplateId.VersionNotFound" }),
    );
  });

  test("keeps its default version when versions are deleted", () => {
    newVersion();
    const answer = operations.DeleteLaunchTemplateVersions({ LaunchTemplateId: id, Versions: ["1", "2", "8"] });
    expect(answer.SuccessfullyDeletedLaunchTemplateVersions).toMatchObject([{ VersionNumber: 2 }]);
    expect(answer.UnsuccessfullyDeletedLaunchTemplateVersions.map(({ VersionNumber }) => VersionNumber)).toEqual([
      1, 8,
    ]);
    expect(versions()).toEqual([1]);
  });

  test("has a name of its own, and is the same again with the same ClientToken", () => {
    const again = (ClientToken?: string) =>
      operations.CreateLaunchTemplate({
        LaunchTemplateName: "api",
        LaunchTemplateData: { ImageId: image("1") },
        ...(ClientToken && { ClientToken }),
      });
    const first = again("a");
    expect(again("a")).toEqual(first);
    expect(() => again()).toThrow(
      expect.objectContaining({ code: "InvalidLaunchTemplateName.AlreadyExistsException" }),
    );
  });

  test("is found by its tags, and gone once deleted", () => {
    operations.CreateTags({ Resources: [id], Tags: [{ Key: "team", Value: "web" }] });
    const found = () =>
      operations.DescribeLaunchTemplates({ Filters: [{ Name: "tag:team", Values: ["web"] }] }).LaunchTemplates;
    expect(found()).toHaveLength(1);
    operations.DeleteLaunchTemplate({ LaunchTemplateId: id });
    expect(found()).toEqual([]);
  });
});
