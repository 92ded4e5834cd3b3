import { expect, it } from "vitest";
import { contract } from "./worlds/index.ts";
import type { GroupSketch, World } from "./worlds/world.ts";

async function aGroup(world: World, sketch: Partial<GroupSketch> & { name: string }): Promise<string> {
  const templateId = await world.addTemplate(await world.addImage({ name: `image of ${sketch.name}` }), "m7i.large");
  await world.addGroup({ templateId, version: "1", ...sketch });
  return templateId;
}

contract("groups", (world) => {
  it("are found by all of their tags, however many they are, sorted", async () => {
    const tags = { Service: "checkout", Environment: "staging" };
    const names = Array.from({ length: 101 }, (_, i) => `group-${String(100 - i).padStart(3, "0")}`);
    for (const name of names) await aGroup(world(), { name, tags, desiredCapacity: 0 });
    await aGroup(world(), { name: "other-environment", tags: { ...tags, Environment: "production" } });
    await aGroup(world(), { name: "untagged", tags: { Service: "checkout" } });
    expect(await world().groups.find({ by: "tags", tags })).toEqual(names.toSorted());
  });

  it("are found by name, those that are there", async () => {
    for (const name of ["b", "a", "c"]) await aGroup(world(), { name });
    expect(await world().groups.find({ by: "name", names: ["b", "gone", "a", "b"] })).toEqual(["a", "b"]);
    expect(await world().groups.find({ by: "name", names: [] })).toEqual([]);
  });

  it("are described with their template and instances", async () => {
    const id = await aGroup(world(), { name: "web", tags: { Service: "checkout" }, desiredCapacity: 3 });
    const group = await world().groups.describe("web");
    expect(group).toMatchObject({
      name: "web",
      tags: { Service: "checkout" },
      desiredCapacity: 3,
      minSize: 0,
      maxSize: 10,
      suspendedProcesses: [],
      launch: { kind: "launch-template", template: { id, version: "1" } },
    });
    expect(group?.instances.map(({ template }) => template)).toEqual(Array(3).fill({ id, version: "1" }));
  });

  it("on $Latest say so, while their instances name a number", async () => {
    const id = await aGroup(world(), { name: "web", version: "$Latest" });
    const group = await world().groups.describe("web");
    expect(group?.launch).toMatchObject({ template: { id, version: "$Latest" } });
    expect(group?.instances[0]?.template).toEqual({ id, version: "1" });
  });

  it("with a mixed instances policy are described with its overrides", async () => {
    const id = await aGroup(world(), { name: "web", instanceTypes: ["m7i.large", "c7i.large"] });
    expect((await world().groups.describe("web"))?.launch).toMatchObject({
      kind: "mixed-instances",
      template: { id, version: "1" },
      overrides: [
        { instanceType: "m7i.large", attributeBased: false },
        { instanceType: "c7i.large", attributeBased: false },
      ],
    });
  });

  it("that are not there are undefined, and nothing has failed in them", async () => {
    expect(await world().groups.describe("gone")).toBeUndefined();
    expect(await world().groups.failedActivities("gone", world().now())).toEqual([]);
  });

  it("tell which launches have failed since a moment, latest first", async () => {
    await aGroup(world(), { name: "web" });
    await world().failLaunch("web");
    const between = world().now().add({ seconds: 1 });
    await world().failLaunch("web");
    const failed = await world().groups.failedActivities("web", between);
    expect(failed).toHaveLength(1);
    expect(failed[0]?.at.epochMilliseconds).toBeGreaterThanOrEqual(between.epochMilliseconds);
    expect(failed[0]?.description).toContain("Launching a new EC2 instance");
    expect(failed[0]?.message).toBeTruthy();
    const all = await world().groups.failedActivities("web", between.subtract({ hours: 1 }));
    const times = all.map(({ at }) => at.epochMilliseconds);
    expect(times.length).toBeGreaterThanOrEqual(2);
    expect(times).toEqual(times.toSorted((a, b) => b - a));
  });
});
