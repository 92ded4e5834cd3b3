import { expect, it } from "vitest";
import { contract } from "./worlds/index.ts";

contract("launch templates", (world) => {
  const request = (templateId: string, imageId: string, clientToken = "token-1") => ({
    templateId,
    source: 1,
    imageId,
    description: "ami-refresh: base-2",
    clientToken,
  });

  it("tell what a version says, by number, $Latest and $Default", async () => {
    const imageId = await world().addImage({ name: "base-1" });
    const id = await world().addTemplate(imageId, "m7i.large");
    const first = { templateId: id, version: 1, imageId, instanceType: "m7i.large" };
    for (const name of ["1", "$Latest", "$Default"]) {
      expect(await world().launchTemplates.version(id, name)).toEqual(first);
    }
    expect(await world().launchTemplates.version(id, "2")).toBeUndefined();
    expect(await world().launchTemplates.version("lt-0fedcba9876543210", "1")).toBeUndefined();
  });

  it("copy a version with only the image changed", async () => {
    const [old, wanted] = [await world().addImage({ name: "base-1" }), await world().addImage({ name: "base-2" })];
    const id = await world().addTemplate(old, "m7i.large");
    const made = await world().launchTemplates.createVersion(request(id, wanted));
    const version = {
      templateId: id,
      version: 2,
      imageId: wanted,
      instanceType: "m7i.large",
      description: "ami-refresh: base-2",
    };
    expect(made).toEqual({ outcome: "created", version });
    expect(await world().launchTemplates.version(id, "$Latest")).toEqual(version);
    expect(await world().launchTemplates.version(id, "$Default")).toMatchObject({ version: 1, imageId: old });
  });

  it("make one version for one token, however often they are asked", async () => {
    const [old, wanted] = [await world().addImage({ name: "base-1" }), await world().addImage({ name: "base-2" })];
    const id = await world().addTemplate(old);
    const made = await world().launchTemplates.createVersion(request(id, wanted));
    expect(await world().launchTemplates.createVersion(request(id, wanted))).toEqual(made);
    expect(await world().launchTemplates.version(id, "3")).toBeUndefined();
    const other = await world().launchTemplates.createVersion(request(id, wanted, "token-2"));
    expect(other).toMatchObject({ outcome: "created", version: { version: 3 } });
  });

  it("refuse to copy a version that is not there", async () => {
    const id = await world().addTemplate(await world().addImage({ name: "base-1" }));
    const answer = await world().launchTemplates.createVersion({ ...request(id, "ami-0fedcba9876543210"), source: 9 });
    expect(answer).toEqual({ outcome: "refused", reason: expect.stringContaining("9") });
  });

  it("tell the parameter that names an image, and the image", async () => {
    const imageId = await world().addImage({ name: "base-1" });
    await world().setParameter("/golden", imageId);
    const id = await world().addTemplate("resolve:ssm:/golden");
    expect(await world().launchTemplates.version(id, "1")).toMatchObject({
      imageId: "resolve:ssm:/golden",
      resolvedImageId: imageId,
    });
    const lost = await world().addTemplate("resolve:ssm:/silver");
    expect(await world().launchTemplates.version(lost, "1")).not.toHaveProperty("resolvedImageId");
  });
});
