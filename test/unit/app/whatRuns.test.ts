import { advance } from "@ami-refresh/core/app/advance.ts";
import { perform } from "@ami-refresh/core/app/perform.ts";
import { beforeTheFirst } from "@ami-refresh/core/app/whatRuns.ts";
import type { MailboxMessage } from "@ami-refresh/core/domain/rollout/messages.ts";
import type { Track } from "@ami-refresh/core/domain/rollout/state.ts";
import { beforeEach, describe, expect, test } from "vitest";
import { aService, at } from "../../support/policy.ts";
import { aScene, family, now, type Scene } from "./scene.ts";

const service = aService({ development: {}, staging: { delay: "1d" } });
const families = { base: family };
const nothing: Track = { service: "checkout", family: "base", rollouts: [] };

let scene: Scene;
beforeEach(() => {
  scene = aScene();
  scene.fleet.addImage({ id: "ami-ancient", createdAt: at("2026-01-01T00:00:00Z") });
  scene.fleet.addImage({ id: "ami-foreign", name: "golden-1", createdAt: at("2026-01-01T00:00:00Z") });
});

function addGroup(name: string, environment: string, image: string): void {
  scene.fleet.addTemplate(`lt-${name}`, image);
  const launch = { kind: "launch-template", template: { id: `lt-${name}`, version: "1" } } as const;
  scene.fleet.addGroup({ name, launch, tags: { Service: "checkout", Environment: environment } });
}
async function published(id = "ami-new"): Promise<MailboxMessage> {
  const [image] = await scene.images.describe([id]);
  if (!image) throw new Error(`${id} is there`);
  return { kind: "image-published", family: "base", image, publishedAt: now };
}
const lookUp = (message: MailboxMessage, track = nothing, of = service) =>
  beforeTheFirst(scene, of, families, message, track);
const found = async (of = service) => {
  const [input] = await lookUp(await published(), nothing, of);
  return input?.kind === "groups-looked-at"
    ? Object.fromEntries(Object.entries(input.runs).map(([name, images]) => [name, images.map(({ id }) => id)]))
    : input;
};

describe("what groups run before the first image", () => {
  test("is told of each environment, that of most groups first, then the oldest", async () => {
    for (const name of ["a", "b"]) addGroup(name, "development", "ami-old");
    addGroup("c", "development", "ami-ancient");
    addGroup("d", "staging", "ami-old");
    addGroup("e", "staging", "ami-ancient");
    expect(await found()).toEqual({ development: ["ami-old", "ami-ancient"], staging: ["ami-ancient", "ami-old"] });
  });

  test("is only what is of the family, unless others are adopted, and can be described", async () => {
    addGroup("a", "development", "ami-foreign");
    addGroup("b", "development", "ami-vanished");
    expect(await found()).toEqual({ development: [], staging: [] });
    const environments = service.environments.map((environment) => ({ ...environment, adopt: true }));
    expect(await found({ ...service, environments })).toEqual({ development: ["ami-foreign"], staging: [] });
  });

  test("is not looked up for anything else, nor for an image that is known, nor for a family that is gone", async () => {
    expect(await lookUp({ kind: "look-again", service: "checkout", family: "base" })).toEqual([]);
    const ports = { ...scene, lookUp: async () => [], perform: async () => [] };
    await advance(ports, service, await published());
    const { track } = await scene.tracks.load("checkout", "base");
    expect(await lookUp(await published(), track)).toEqual([]);
    expect(await lookUp(await published(), { ...nothing, family: "gone" })).toEqual([]);
  });

  test("that cannot be told holds nothing up", async () => {
    addGroup("a", "development", "ami-old");
    const find: Scene["groups"]["find"] = async (selector) => {
      if (JSON.stringify(selector).includes("staging")) throw new Error("Rate exceeded");
      return scene.groups.find(selector);
    };
    const ports = { ...scene, groups: { ...scene.groups, find } };
    const inputs = await beforeTheFirst(ports, service, families, await published(), nothing);
    expect(inputs).toMatchObject([{ runs: { development: [{ id: "ami-old" }] } }]);
    expect(scene.log.lines.map(({ message }) => message)).toEqual(["what runs in staging is not known: Rate exceeded"]);
  });

  test("is in the first plan, and at the start as it is then; afterwards what was refreshed takes its place", async () => {
    addGroup("a", "development", "ami-old");
    addGroup("b", "staging", "ami-old");
    const ports = {
      ...scene,
      lookUp: (message: MailboxMessage, track: Track) => lookUp(message, track),
      perform: (...[command, track]: Parameters<Parameters<typeof advance>[0]["perform"]>) =>
        perform(scene, service, families, command, track),
    };
    const tell = () =>
      scene.bus.events.splice(0).flatMap(({ type, detail }): unknown[] => {
        const ids = (images: readonly { id: string }[] | undefined) => images?.map(({ id }) => id).join();
        if (type === "rollout.planned") return detail.steps.map((step) => ids(step.runs) ?? step.replaces?.id);
        return type === "step.started" ? [`${detail.environment}: ${ids(detail.runs) ?? detail.replaces?.id}`] : [];
      });
    await advance(ports, service, await published());
    expect(tell()).toEqual(["ami-old", "ami-old", "development: ami-old"]);
    scene.clock.advance({ hours: 1 });
    scene.fleet.endRefresh("a", scene.clock.now());
    await advance(ports, service, { kind: "look-again", service: "checkout", family: "base" });
    // Somebody changes it by hand before its turn.
    addGroup("b", "staging", "ami-ancient");
    scene.clock.advance({ hours: 24 });
    await advance(ports, service, { kind: "look-again", service: "checkout", family: "base" });
    expect(tell()).toEqual(["staging: ami-ancient"]);
    scene.fleet.addImage({ id: "ami-newer", createdAt: now });
    await advance(ports, service, await published("ami-newer"));
    expect(tell().slice(0, 2)).toEqual(["ami-new", "ami-ancient"]);
  });
});
