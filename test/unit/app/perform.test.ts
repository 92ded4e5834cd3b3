import { inspectRefresh } from "@ami-refresh/core/app/inspectRefresh.ts";
import { perform } from "@ami-refresh/core/app/perform.ts";
import type { Command } from "@ami-refresh/core/domain/rollout/messages.ts";
import { beforeEach, describe, expect, test } from "vitest";
import { aService } from "../../support/policy.ts";
import { aScene, family, now, type Scene } from "./scene.ts";

const service = aService({ production: {} });
const track = { service: "checkout", family: "base", rollouts: [] };
const about = { environment: "production", image: "ami-new" };

let scene: Scene;
beforeEach(() => {
  scene = aScene();
});
const done = (command: Command, families = { base: family }) => perform(scene, service, families, command, track);

describe("find-groups", () => {
  test("answers the groups of the environment and remembers whose they are", async () => {
    const tags = { Service: "checkout", Environment: "production" };
    for (const name of ["b", "a"]) scene.fleet.addGroup({ name, tags });
    expect(await done({ kind: "find-groups", ...about })).toEqual([
      { kind: "groups-found", ...about, groups: ["a", "b"], runs: [] },
    ]);
    expect(await scene.groupOwners.ownerOf("a")).toEqual({
      service: "checkout",
      environment: "production",
      family: "base",
    });
    expect(await scene.groupOwners.ownerOf("web")).toBeUndefined();
  });

  test("answers none for an environment that is no longer in the configuration", async () => {
    const answers = await done({ kind: "find-groups", ...about, environment: "canary" });
    expect(answers).toMatchObject([{ groups: [] }]);
  });
});

describe("start-refresh", () => {
  const start: Command = { kind: "start-refresh", ...about, group: "web", attempt: 1, since: now };

  test("answers how launch control went about it", async () => {
    expect(await done(start)).toEqual([
      {
        kind: "refresh-answered",
        ...about,
        group: "web",
        answer: { outcome: "started", refreshId: "refresh-1", from: "ami-old", to: "ami-new" },
      },
    ]);
  });

  test("refuses an environment that is no longer in the configuration", async () => {
    expect(await done({ ...start, environment: "canary" })).toMatchObject([
      { answer: { outcome: "refused", reason: "canary is no longer in the configuration" } },
    ]);
  });

  test("says which family is no longer in the configuration", async () => {
    await expect(perform(scene, service, {}, start, track)).rejects.toThrow(
      "the family base is no longer in the configuration",
    );
  });
});

test("look-again puts one message into the mailbox at that moment", async () => {
  const at = now.add({ hours: 3 });
  expect(await done({ kind: "look-again", at })).toEqual([]);
  await done({ kind: "look-again", at });
  expect(scene.schedules.looks()).toEqual([{ service: "checkout", family: "base", at }]);
});

describe("inspect-refresh", () => {
  const inspect = () => inspectRefresh(scene, { group: "web", refreshId: "refresh-1" });

  test("tells how the refresh goes", async () => {
    await scene.ask();
    scene.fleet.moveRefresh("web", { status: "InProgress", percent: 50 });
    expect(await done({ kind: "inspect-refresh", ...about, group: "web", refreshId: "refresh-1" })).toEqual([
      {
        kind: "refresh-inspected",
        ...about,
        report: { group: "web", refreshId: "refresh-1", status: "InProgress", percent: 50, failedActivities: [] },
      },
    ]);
  });

  test("tells of the launches that failed since it began, each reason once and how often, latest first, five at most", async () => {
    await scene.ask();
    const failure = (minutes: number, message?: string) => ({
      at: now.add({ minutes }),
      description: "Launching a new EC2 instance",
      ...(message && { message }),
    });
    scene.fleet.failedActivities.set("web", [
      failure(-5, "before it began"),
      failure(1, "no capacity in eu-west-2a"),
      failure(2, "no capacity in eu-west-2a"),
      failure(3, "the image is gone"),
      failure(4),
    ]);
    scene.fleet.endRefresh("web", now.add({ hours: 1 }), "Failed");
    expect((await inspect())?.failedActivities).toEqual([
      "Launching a new EC2 instance",
      "the image is gone",
      "no capacity in eu-west-2a (× 2)",
    ]);
    scene.fleet.failedActivities.set("web", [
      failure(1, "Instance i-0a1 did not start"),
      failure(2, "Instance i-0b2 did not start"),
      failure(3, "no capacity"),
    ]);
    scene.fleet.moveRefresh("web", { reason: "Launching failed: no capacity" });
    expect((await inspect())?.failedActivities).toEqual(["Instance i-0b2 did not start (× 2)"]);
    scene.fleet.failedActivities.set(
      "web",
      Array.from({ length: 20 }, (_, i) => failure(i, `reason ${i}`)),
    );
    expect((await inspect())?.failedActivities).toHaveLength(5);
  });

  test("answers nothing for a refresh that AWS does not list yet", async () => {
    expect(await done({ kind: "inspect-refresh", ...about, group: "web", refreshId: "refresh-9" })).toEqual([]);
  });

  test("is a failure where the group itself is gone", async () => {
    scene.fleet.groups.delete("web");
    expect(await inspect()).toMatchObject({ status: "Failed", reason: "the group web is gone" });
  });
});

describe("write-parameter", () => {
  const write: Command = { kind: "write-parameter", ...about, parameter: "/ami/checkout/production" };

  test("names the image in the parameter, and has nothing to answer", async () => {
    for (const _ of ["at first", "after a crash"]) expect(await done(write)).toEqual([]);
    expect(scene.fleet.parameters.get("/ami/checkout/production")).toBe("ami-new");
  });

  test("that AWS refuses is logged, and holds up nothing", async () => {
    const refusing = { ...scene, parameters: { write: async () => ({ refused: "not authorized (AccessDenied)" }) } };
    expect(await perform(refusing, service, { base: family }, write, track)).toEqual([]);
    expect(scene.log.lines).toMatchObject([
      { level: "warn", message: expect.stringContaining("/ami/checkout/production was not written: not authorized") },
    ]);
  });
});
