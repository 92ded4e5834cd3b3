import { startRefresh } from "@ami-refresh/core/app/startRefresh.ts";
import { beforeEach, describe, expect, test } from "vitest";
import { anEnvironment } from "../../support/policy.ts";
import { aScene, family, now, type Scene } from "./scene.ts";

let scene: Scene;
beforeEach(() => {
  scene = aScene();
});

const refreshes = (name = "web") => scene.fleet.refreshes.get(name) ?? [];
const addVersion = (imageId: string, template = "lt-web") => {
  const versions = scene.fleet.templates.get(template)?.versions;
  const version = (versions?.length ?? 0) + 1;
  versions?.push({ templateId: template, version, imageId, instanceType: "m7i.large" });
  return version;
};
describe("asked again", () => {
  test("in the same attempt, there is one refresh and one version", async () => {
    const first = await scene.ask();
    scene.clock.advance({ minutes: 5 });
    expect(await scene.ask()).toEqual(first);
    expect(refreshes()).toHaveLength(1);
    expect(scene.versions()).toEqual(["ami-old", "ami-new"]);
  });

  test.each(["Successful", "Failed", "RollbackSuccessful", "Cancelled"] as const)(
    "after the refresh of this attempt has ended as %s, it is that refresh still",
    async (status) => {
      await scene.ask();
      scene.clock.advance({ hours: 1 });
      scene.fleet.endRefresh("web", scene.clock.now(), status);
      expect(await scene.ask()).toMatchObject({ outcome: "started", refreshId: "refresh-1", to: "ami-new" });
      expect(refreshes()).toHaveLength(1);
    },
  );

  test("in a later attempt, a group that succeeded is on the image already", async () => {
    await scene.ask();
    scene.fleet.endRefresh("web", scene.clock.now());
    expect(await scene.ask({ attempt: 2, since: now.add({ hours: 2 }) })).toMatchObject({
      outcome: "left",
      why: "already-on-image",
    });
  });

  test("in a later attempt, a group that failed is refreshed again", async () => {
    await scene.ask();
    scene.fleet.endRefresh("web", scene.clock.now(), "Failed");
    scene.clock.advance({ hours: 2 });
    expect(await scene.ask({ attempt: 2, since: scene.clock.now() })).toMatchObject({
      outcome: "started",
      refreshId: "refresh-2",
    });
  });

  test("after a crash between the version and the refresh, the version is the same", async () => {
    const crash = async () => {
      throw new Error("the function timed out");
    };
    const request = {
      service: "checkout",
      family,
      environment: anEnvironment("production"),
      image: "ami-new",
      group: "web",
      attempt: 1,
      since: now,
    };
    await expect(startRefresh({ ...scene, refreshes: { ...scene.refreshes, start: crash } }, request)).rejects.toThrow(
      "timed out",
    );
    expect(await startRefresh(scene, request)).toMatchObject({ outcome: "started" });
    expect(scene.versions()).toEqual(["ami-old", "ami-new"]);
  });

  test("for another group on the same template, the version is shared", async () => {
    scene.fleet.addGroup({
      name: "api",
      launch: { kind: "launch-template", template: { id: "lt-web", version: "1" } },
    });
    await scene.ask();
    await scene.ask({ group: "api" });
    expect(refreshes("api")[0]?.desired?.template.version).toBe("2");
    expect(scene.versions()).toEqual(["ami-old", "ami-new"]);
  });
});

describe("a refresh that is in progress", () => {
  const start = (version: string) =>
    scene.refreshes.start(
      "web",
      { kind: "launch-template", template: { id: "lt-web", version } },
      { skipMatching: false, autoRollback: false },
    );

  test("and brings the image is taken for the one wanted, whoever started it", async () => {
    const version = addVersion("ami-new");
    await start(String(version));
    expect(await scene.ask({ since: now.add({ hours: 1 }) })).toEqual({
      outcome: "started",
      refreshId: "refresh-1",
      from: "ami-old",
      to: "ami-new",
    });
    expect(refreshes()).toHaveLength(1);
  });

  test("and brings something else occupies the group", async () => {
    await start("1");
    scene.fleet.moveRefresh("web", { status: "InProgress", percent: 40 });
    expect(await scene.ask()).toEqual({
      outcome: "busy",
      refreshId: "refresh-1",
      reason: "another instance refresh (refresh-1) is InProgress since 2026-11-25T10:00:00Z, 40 % done",
    });
  });

  test("and is on its way back from the image, from an earlier attempt, occupies the group", async () => {
    const version = addVersion("ami-new");
    await start(String(version));
    scene.fleet.moveRefresh("web", { status: "RollbackInProgress" });
    expect(await scene.ask({ since: now.add({ hours: 1 }) })).toMatchObject({ outcome: "busy" });
  });

  test("and has no desired configuration is somebody else's", async () => {
    await start("1");
    const [active] = refreshes();
    if (active) {
      const { desired: _, ...foreign } = active;
      scene.fleet.refreshes.set("web", [foreign]);
    }
    expect(await scene.ask()).toMatchObject({ outcome: "busy" });
  });
});

describe("a race that is lost", () => {
  const raced = (list: Scene["refreshes"]["list"]) =>
    startRefresh(
      { ...scene, refreshes: { ...scene.refreshes, list, start: async () => ({ outcome: "busy" }) } },
      {
        service: "checkout",
        family,
        environment: anEnvironment("production"),
        image: "ami-new",
        group: "web",
        attempt: 1,
        since: now,
      },
    );

  test("to our own message delivered twice ends in the one refresh", async () => {
    await scene.ask();
    let asked = 0;
    const answer = await raced(async (name) => (++asked === 1 ? [] : scene.refreshes.list(name)));
    expect(answer).toMatchObject({ outcome: "started", refreshId: "refresh-1" });
    expect(refreshes()).toHaveLength(1);
  });

  test("to a refresh that AWS does not list yet is tried again later", async () => {
    await expect(raced(async () => [])).rejects.toThrow(/a refresh of web is active, but AWS does not list it yet/);
  });
});
