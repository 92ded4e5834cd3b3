import type { Desired } from "@ami-refresh/core/domain/group.ts";
import { expect, it } from "vitest";
import { contract } from "./worlds/index.ts";
import type { GroupSketch, World } from "./worlds/world.ts";

const preferences = { skipMatching: true, autoRollback: true };

/** A group of two on version 1 of a template, whose version 2 names a newer image; what it is to be refreshed to. */
async function aGroupBehind(world: World, sketch: Partial<GroupSketch> = {}): Promise<Desired> {
  const [old, wanted] = [await world.addImage({ name: "base-1" }), await world.addImage({ name: "base-2" })];
  const templateId = await world.addTemplate(old, "m7i.large");
  await world.addGroup({ name: "web", templateId, version: "1", ...sketch });
  await world.launchTemplates.createVersion({
    templateId,
    source: 1,
    imageId: wanted,
    description: "base-2",
    clientToken: "token-1",
  });
  const group = await world.groups.describe("web");
  if (!group || group.launch.kind === "launch-configuration") throw new Error("the group was not made");
  return { ...group.launch, template: { id: templateId, version: "2" } };
}

contract("refreshes", (world) => {
  it("start, and the group keeps its configuration until they have succeeded", async () => {
    const desired = await aGroupBehind(world());
    const started = await world().refreshes.start("web", desired, preferences);
    if (started.outcome !== "started") throw new Error(`it did not start: ${JSON.stringify(started)}`);
    const { refreshId } = started;
    const refresh = await world().refreshes.describe("web", refreshId);
    expect(refresh).toMatchObject({ group: "web", refreshId, percent: 0, desired });
    expect(["Pending", "InProgress"]).toContain(refresh?.status);
    expect(refresh?.startedAt?.equals(world().now())).toBe(true);
    expect((await world().groups.describe("web"))?.launch).toMatchObject({ template: { version: "1" } });

    await world().finishRefresh("web");
    expect(await world().refreshes.describe("web", refreshId)).toMatchObject({ status: "Successful", percent: 100 });
    const group = await world().groups.describe("web");
    expect(group?.launch).toMatchObject({ template: desired.template });
    expect(group?.instances.map(({ template }) => template)).toEqual([desired.template, desired.template]);
  });

  it("carry a mixed instances policy over", async () => {
    const desired = await aGroupBehind(world(), { instanceTypes: ["m7i.large", "c7i.large"] });
    const before = (await world().groups.describe("web"))?.launch;
    expect(await world().refreshes.start("web", desired, preferences)).toMatchObject({ outcome: "started" });
    await world().finishRefresh("web");
    const after = (await world().groups.describe("web"))?.launch;
    if (before?.kind !== "mixed-instances" || after?.kind !== "mixed-instances") throw new Error("the policy is gone");
    expect(after.overrides).toEqual(before.overrides);
    expect(after.template).toEqual(desired.template);
  });

  it("are busy while another is active", async () => {
    const desired = await aGroupBehind(world());
    await world().refreshes.start("web", desired, preferences);
    expect(await world().refreshes.start("web", desired, preferences)).toEqual({ outcome: "busy" });
    await world().finishRefresh("web");
    expect(await world().refreshes.start("web", desired, preferences)).toMatchObject({ outcome: "started" });
  });

  it("are refused, with the reason, to a version or a group that is not there", async () => {
    const desired = await aGroupBehind(world());
    const missing = { ...desired, template: { ...desired.template, version: "9" } };
    expect(await world().refreshes.start("web", missing, preferences)).toEqual({
      outcome: "refused",
      reason: expect.stringContaining("9"),
    });
    expect(await world().refreshes.start("gone", desired, preferences)).toEqual({
      outcome: "refused",
      reason: expect.stringContaining("gone"),
    });
  });

  it("are cancelled, and are then no longer active", async () => {
    const desired = await aGroupBehind(world());
    const started = await world().refreshes.start("web", desired, preferences);
    expect(await world().refreshes.cancel("web")).toEqual({ outcome: "stopping" });
    const { refreshId = "" } = "refreshId" in started ? started : {};
    expect((await world().refreshes.describe("web", refreshId))?.status).toMatch(/^Cancell/);
  });

  it("are rolled back to where they came from", async () => {
    const desired = await aGroupBehind(world());
    const started = await world().refreshes.start("web", desired, preferences);
    expect(await world().refreshes.rollBack("web")).toEqual({ outcome: "stopping" });
    const { refreshId = "" } = "refreshId" in started ? started : {};
    expect((await world().refreshes.describe("web", refreshId))?.status).toMatch(/^Rollback/);
  });

  it("of a group that is on a floating version cannot be rolled back, with the reason", async () => {
    const desired = await aGroupBehind(world(), { version: "$Latest" });
    await world().refreshes.start("web", desired, { skipMatching: true, autoRollback: false });
    expect(await world().refreshes.rollBack("web")).toEqual({ outcome: "refused", reason: expect.any(String) });
  });

  it("are over where none is active, or where there is no group", async () => {
    await aGroupBehind(world());
    for (const group of ["web", "gone"]) {
      expect(await world().refreshes.cancel(group)).toEqual({ outcome: "over" });
      expect(await world().refreshes.rollBack(group)).toEqual({ outcome: "over" });
    }
  });

  it("are listed, latest first; there are none in a group that is not there", async () => {
    const desired = await aGroupBehind(world());
    const ids: string[] = [];
    for (let i = 0; i < 3; i++) {
      const started = await world().refreshes.start("web", desired, preferences);
      if (started.outcome === "started") ids.unshift(started.refreshId);
      await world().finishRefresh("web");
    }
    expect(ids).toHaveLength(3);
    expect((await world().refreshes.list("web")).map(({ refreshId }) => refreshId)).toEqual(ids);
    expect(await world().refreshes.list("gone")).toEqual([]);
    expect(await world().refreshes.describe("web", "c613620e-07e2-4ed2-a9e2-ef8258911ade")).toBeUndefined();
    expect(await world().refreshes.describe("gone", "c613620e-07e2-4ed2-a9e2-ef8258911ade")).toBeUndefined();
  });
});
