import { startRefresh } from "@ami-refresh/core/app/startRefresh.ts";
import { beforeEach, describe, expect, test } from "vitest";
import { anEnvironment, at } from "../../support/policy.ts";
import { aScene, family, now, type Scene } from "./scene.ts";

let scene: Scene;
beforeEach(() => {
  scene = aScene();
});

const group = (name = "web") => scene.fleet.groups.get(name);
const refreshes = (name = "web") => scene.fleet.refreshes.get(name) ?? [];
const addVersion = (imageId: string, template = "lt-web") => {
  const versions = scene.fleet.templates.get(template)?.versions;
  const version = (versions?.length ?? 0) + 1;
  versions?.push({ templateId: template, version, imageId, instanceType: "m7i.large" });
  return version;
};
const onVersion = (version: string, name = "web") =>
  scene.fleet.addGroup({ name, launch: { kind: "launch-template", template: { id: `lt-${name}`, version } } });

describe("a group on a numbered version that names an AMI", () => {
  test("is refreshed to a copy of that version with the image, and is not edited itself", async () => {
    addVersion("ami-unrelated");
    const before = group();
    expect(await scene.ask()).toEqual({ outcome: "started", refreshId: "refresh-1", from: "ami-old", to: "ami-new" });
    expect(scene.fleet.templates.get("lt-web")?.versions[2]).toEqual({
      templateId: "lt-web",
      version: 3,
      imageId: "ami-new",
      instanceType: "m7i.large",
      description: "ami-refresh: base-ami-new for checkout in production, from version 1",
    });
    expect(refreshes()[0]?.desired).toEqual({ kind: "launch-template", template: { id: "lt-web", version: "3" } });
    expect(group()).toBe(before);
  });

  test("is rolled back by AWS if the refresh fails, as the policy asks", async () => {
    await scene.ask();
    expect(scene.preferences).toEqual([{ skipMatching: true, autoRollback: true }]);
  });

  test("is not rolled back by AWS where the policy does not ask for it", async () => {
    await scene.ask({ policy: { refresh: { skipMatching: false, autoRollback: false, minHealthy: 80 } } });
    expect(scene.preferences).toEqual([{ skipMatching: false, autoRollback: false, minHealthy: 80 }]);
  });
});

describe.each(["$Latest", "$Default"])("a group on %s", (version) => {
  beforeEach(() => {
    onVersion(version);
  });

  test("is pinned to a number; AWS cannot roll it back", async () => {
    expect(await scene.ask()).toMatchObject({ outcome: "started", from: "ami-old" });
    expect(refreshes()[0]?.desired?.template).toEqual({ id: "lt-web", version: "2" });
    expect(scene.preferences).toMatchObject([{ autoRollback: false }]);
  });

  test("is left alone where the policy says so", async () => {
    expect(await scene.ask({ policy: { template: "leave" } })).toEqual({
      outcome: "left",
      why: "unpinned-template",
      reason: `the group takes ${version} of lt-web, whatever that is at each launch, and the policy is to leave such groups alone`,
      from: "ami-old",
    });
    expect(scene.versions()).toEqual(["ami-old"]);
  });

  test("that brings the image already is pinned to the version that is there", async () => {
    addVersion("ami-new");
    const template = scene.fleet.templates.get("lt-web");
    if (template) template.defaultVersion = 2;
    expect(await scene.ask()).toMatchObject({ outcome: "started", to: "ami-new" });
    expect(refreshes()[0]?.desired?.template.version).toBe("2");
    expect(scene.versions()).toEqual(["ami-old", "ami-new"]);
  });
});

describe("a group whose template names a parameter", () => {
  beforeEach(() => {
    scene.fleet.addTemplate("lt-web", "resolve:ssm:/golden", "m7i.large");
    scene.fleet.parameters.set("/golden", "ami-old");
  });

  test("is pinned to a version with the AMI itself", async () => {
    expect(await scene.ask()).toMatchObject({ outcome: "started", from: "ami-old" });
    expect(scene.versions()).toEqual(["resolve:ssm:/golden", "ami-new"]);
    expect(scene.preferences).toMatchObject([{ autoRollback: false }]);
  });

  test("is pinned even where the parameter holds the image already, or nothing", async () => {
    scene.fleet.parameters.set("/golden", "ami-new");
    expect(await scene.ask()).toMatchObject({ outcome: "started" });
    scene = aScene();
    scene.fleet.addTemplate("lt-web", "resolve:ssm:/nowhere");
    expect(await scene.ask()).toMatchObject({ outcome: "started" });
  });

  test("is left alone where the policy says so", async () => {
    expect(await scene.ask({ policy: { template: "leave" } })).toMatchObject({
      outcome: "left",
      why: "unpinned-template",
      reason: expect.stringContaining("takes resolve:ssm:/golden"),
    });
  });
});

describe("a group that is left as it is", () => {
  const left = (why: string) => ({ outcome: "left", why });

  test("for it runs the image already", async () => {
    addVersion("ami-new");
    onVersion("2");
    expect(await scene.ask()).toEqual({
      ...left("already-on-image"),
      reason: "runs base-ami-new (ami-new) already",
      from: "ami-new",
    });
  });

  test("for its image is known to be of another family, unless it is adopted", async () => {
    scene.fleet.addImage({ id: "ami-old", name: "windows-1" });
    expect(await scene.ask()).toMatchObject({ ...left("foreign-family"), from: "ami-old" });
    expect(await scene.ask({ policy: { adopt: true } })).toMatchObject({ outcome: "started", from: "ami-old" });
  });

  test("for its image belongs to a stranger", async () => {
    scene.fleet.addImage({ id: "ami-old", owner: "999988887777" });
    expect(await scene.ask()).toMatchObject({
      ...left("foreign-family"),
      reason: expect.stringContaining("999988887777"),
    });
  });

  test("for its architecture is another, even if it would be adopted", async () => {
    scene.fleet.addImage({ id: "ami-old", architecture: "arm64" });
    expect(await scene.ask({ policy: { adopt: true } })).toMatchObject(left("foreign-family"));
  });

  test("for it runs a newer image", async () => {
    scene.fleet.addImage({ id: "ami-old", createdAt: at("2026-11-21T00:00:00Z") });
    expect(await scene.ask()).toMatchObject(left("newer-image"));
  });

  test("for it has no capacity", async () => {
    scene.fleet.addGroup({ name: "web", desiredCapacity: 0 });
    expect(await scene.ask()).toMatchObject(left("no-capacity"));
  });

  test("for it launches from a launch configuration", async () => {
    scene.fleet.addGroup({ name: "web", launch: { kind: "launch-configuration", name: "web-2019" } });
    expect(await scene.ask()).toMatchObject({
      ...left("launch-configuration"),
      reason: expect.stringContaining("web-2019"),
    });
  });

  test.each([["Launch"], ["Terminate"], ["InstanceRefresh"], ["Launch", "Terminate"]])(
    "for %s is suspended",
    async (...suspendedProcesses) => {
      scene.fleet.addGroup({ name: "web", suspendedProcesses });
      expect(await scene.ask()).toMatchObject({
        ...left("suspended-processes"),
        reason: `${suspendedProcesses.join(" and ")} suspended: instances cannot be replaced`,
      });
    },
  );

  test("for somebody holds it by its tag", async () => {
    scene.fleet.addGroup({ name: "web", tags: { "ami-refresh:hold": "until INC-42 is closed" } });
    expect(await scene.ask()).toMatchObject({
      ...left("held"),
      reason: "held by its tag ami-refresh:hold: until INC-42 is closed",
    });
  });

  test.each(["", " ", "false", "False"])("but not for a hold that says %j", async (hold) => {
    scene.fleet.addGroup({ name: "web", tags: { "ami-refresh:hold": hold } });
    expect(await scene.ask()).toMatchObject({ outcome: "started" });
  });

  test("for it chooses its types by attributes, in an override or in its template", async () => {
    scene.fleet.addGroup({
      name: "web",
      launch: {
        kind: "mixed-instances",
        template: { id: "lt-web", version: "1" },
        overrides: [{ attributeBased: true }],
        policy: {},
      },
    });
    expect(await scene.ask()).toMatchObject(left("attribute-based"));
    scene = aScene();
    scene.fleet.templates.get("lt-web")?.versions.splice(0, 1, {
      templateId: "lt-web",
      version: 1,
      imageId: "ami-old",
      attributeBased: true,
    });
    expect(await scene.ask()).toMatchObject(left("attribute-based"));
  });

  test("for it is not there", async () => {
    expect(await scene.ask({ group: "nobody" })).toEqual({
      ...left("not-found"),
      reason: "there is no group nobody",
    });
  });
});

describe("a group whose image can no longer be described", () => {
  beforeEach(() => {
    scene.fleet.images.delete("ami-old");
  });

  test("counts as the service's own", async () => {
    expect(await scene.ask()).toMatchObject({ outcome: "started", from: "ami-old" });
  });

  test("is left alone where its instances could not run the wanted image at all", async () => {
    scene.fleet.addTemplate("lt-web", "ami-old", "m7g.large");
    expect(await scene.ask()).toMatchObject({
      outcome: "left",
      why: "foreign-family",
      reason: expect.stringContaining("m7g.large"),
    });
  });
});

describe("what a person has to mend is refused, with the reason", () => {
  test.each([
    ["the wanted image is gone", () => scene.fleet.images.delete("ami-new"), /ami-new cannot be described any more/],
    [
      "the wanted image is not available",
      () => scene.fleet.addImage({ id: "ami-new", state: "failed" }),
      /base-ami-new \(ami-new\) is failed, not available/,
    ],
    [
      "the template is gone",
      () => scene.fleet.templates.delete("lt-web"),
      /version 1 of the launch template lt-web, which is gone/,
    ],
    ["the version is gone", () => onVersion("9"), /version 9 of the launch template lt-web, which is gone/],
    [
      "the version names no image",
      () => scene.fleet.templates.get("lt-web")?.versions.splice(0, 1, { templateId: "lt-web", version: 1 }),
      /names no image/,
    ],
  ])("%s", async (_, spoil, reason) => {
    spoil();
    expect(await scene.ask()).toEqual({ outcome: "refused", reason: expect.stringMatching(reason) });
    expect(refreshes()).toEqual([]);
  });

  const askOn = (ports: Scene) =>
    startRefresh(ports, {
      service: "checkout",
      family,
      environment: anEnvironment("production"),
      image: "ami-new",
      group: "web",
      attempt: 1,
      since: now,
    });

  test("AWS makes no new version", async () => {
    const createVersion = async () => ({ outcome: "refused" as const, reason: "too many versions" });
    const answer = await askOn({ ...scene, launchTemplates: { ...scene.launchTemplates, createVersion } });
    expect(answer).toEqual({ outcome: "refused", reason: "no new version of lt-web: too many versions" });
  });

  test("AWS starts no refresh", async () => {
    const start = async () => ({ outcome: "refused" as const, reason: "no permission to run instances" });
    const answer = await askOn({ ...scene, refreshes: { ...scene.refreshes, start } });
    expect(answer).toEqual({ outcome: "refused", reason: "no permission to run instances" });
  });
});
