import { type AdvancePorts, advance, LostRace } from "@ami-refresh/core/app/advance.ts";
import { perform } from "@ami-refresh/core/app/perform.ts";
import type { Command, MailboxMessage } from "@ami-refresh/core/domain/rollout/messages.ts";
import { beforeEach, describe, expect, test } from "vitest";
import { aService } from "../../support/policy.ts";
import { aScene, family, now, type Scene } from "./scene.ts";

const service = aService({ development: {}, staging: { delay: "1d" } });

let scene: Scene;
let ports: AdvancePorts;

beforeEach(() => {
  scene = aScene();
  for (const environment of ["development", "staging"]) {
    const launch = { kind: "launch-template", template: { id: "lt-web", version: "1" } } as const;
    scene.fleet.addGroup({ name: environment, launch, tags: { Service: "checkout", Environment: environment } });
  }
  ports = portsWith((command, track) => perform(scene, service, { base: family }, command, track));
});

const portsWith = (performer: AdvancePorts["perform"], more: Partial<AdvancePorts> = {}): AdvancePorts => ({
  ...scene,
  lookUp: async () => [],
  perform: performer,
  ...more,
});
const published = async (): Promise<MailboxMessage> => {
  const [image] = await scene.images.describe(["ami-new"]);
  if (!image) throw new Error("ami-new is there");
  return { kind: "image-published", family: "base", image, publishedAt: now };
};
const look: MailboxMessage = { kind: "look-again", service: "checkout", family: "base" };
const moved = (group: string): MailboxMessage => ({
  kind: "refresh-moved",
  service: "checkout",
  family: "base",
  group,
  refreshId: scene.fleet.refreshes.get(group)?.[0]?.refreshId ?? "",
});
const told = () =>
  scene.bus.events.map(({ type, detail }) =>
    [type, "environment" in detail ? detail.environment : ""].join(" ").trim(),
  );
const ids = () => scene.bus.events.map(({ detail }) => detail.id);
const refreshesOf = (group: string) => scene.fleet.refreshes.get(group) ?? [];
const saved = () => scene.tracks.load("checkout", "base");
const groups = async () =>
  (await saved()).track.rollouts.flatMap((rollout) =>
    rollout.steps.flatMap((step) =>
      "groups" in step ? step.groups.map(({ name, status }) => `${name} ${status}`) : [],
    ),
  );
const steps = async () => (await saved()).track.rollouts[0]?.steps.map(({ status }) => status);

describe("a service's mailbox", () => {
  test("takes an image through every environment, telling of each thing once", async () => {
    await advance(ports, service, await published());
    expect(await steps()).toEqual(["running", "waiting"]);
    scene.clock.advance({ minutes: 20 });
    scene.fleet.endRefresh("development", scene.clock.now());
    await advance(ports, service, moved("development"));
    expect(await steps()).toEqual(["succeeded", "waiting"]);
    scene.clock.set(now.add({ hours: 24 }));
    await advance(ports, service, look);
    scene.clock.advance({ minutes: 20 });
    scene.fleet.endRefresh("staging", scene.clock.now());
    await advance(ports, service, moved("staging"));
    expect((await saved()).track.rollouts).toMatchObject([{ status: "succeeded" }]);
    expect(told()).toEqual([
      "rollout.planned",
      "step.started development",
      "step.succeeded development",
      "step.started staging",
      "step.succeeded staging",
      "rollout.completed",
    ]);
    expect(new Set(ids()).size).toBe(ids().length);
    expect((await saved()).pending).toEqual({ commands: [], events: [] });
  });

  test("tells of a pause when it holds for every family", async () => {
    const families = ["base", "arm", "gpu"];
    const paused: string[][] = [];
    const put: AdvancePorts["bus"]["put"] = async (events) => {
      const tracks = await Promise.all(families.map(async (name) => (await scene.tracks.load("checkout", name)).track));
      paused.push(tracks.flatMap(({ family: name, pauses }) => (pauses ? [name] : [])));
      await scene.bus.put(events);
    };
    const by = { name: "ann", kind: "cli" } as const;
    const pause: MailboxMessage = { kind: "pause", service: "checkout", by, at: now, reason: "database migration" };
    await advance({ ...ports, bus: { ...scene.bus, put } }, { ...service, families }, pause);
    expect(told()).toEqual(["service.paused"]);
    expect(paused).toEqual([families]);
  });

  test("asks to look again while a refresh runs, and then when the next step is due", async () => {
    const looks = () => scene.schedules.takeDue(now.add({ hours: 100 })).map(({ at }) => at.toString());
    await advance(ports, service, await published());
    expect(looks()).toEqual(["2026-11-25T10:10:00Z"]);
    scene.clock.advance({ minutes: 10 });
    await advance(ports, service, look);
    expect(looks()).toEqual(["2026-11-25T10:20:00Z"]);
    scene.clock.advance({ minutes: 10 });
    scene.fleet.endRefresh("development", scene.clock.now());
    await advance(ports, service, look);
    // That the refresh has ended is known only after the next look was asked for.
    expect(looks()).toEqual(["2026-11-25T10:30:00Z"]);
    scene.clock.advance({ minutes: 10 });
    await advance(ports, service, look);
    expect(looks()).toEqual(["2026-11-26T10:00:00Z"]);
  });

  test("finds out the end of a refresh whose event never came", async () => {
    await advance(ports, service, await published());
    scene.clock.advance({ minutes: 10 });
    scene.fleet.endRefresh("development", scene.clock.now(), "Failed", "no instance became healthy");
    await advance(ports, service, look);
    expect(await steps()).toEqual(["failed", "skipped"]);
    expect(scene.bus.events.find(({ type }) => type === "step.failed")?.detail).toMatchObject({
      reason: expect.stringContaining("no instance became healthy"),
    });
  });

  test("does nothing more for messages that come again", async () => {
    const message = await published();
    await advance(ports, service, message);
    await advance(ports, service, message);
    scene.fleet.endRefresh("development", scene.clock.now());
    const end = moved("development");
    await advance(ports, service, end);
    const before = [...ids()];
    await advance(ports, service, end);
    await advance(ports, service, message);
    expect(ids()).toEqual(before);
    expect(refreshesOf("development")).toHaveLength(1);
    expect(scene.log.lines.map(({ message: text }) => text).join()).toMatch(
      /known already.*none that this service waits for/s,
    );
  });
});

describe("a crash", () => {
  /** Fails at the n-th call, whatever is done; answers how often it was called. */
  const failingAt = (n: number) => {
    let calls = 0;
    const crash = () => {
      if (++calls === n) throw new Error("the function was killed");
    };
    return {
      crashes: () => calls >= n,
      ports: portsWith(
        async (command, track) => {
          crash();
          const answers = await perform(scene, service, { base: family }, command, track);
          crash();
          return answers;
        },
        {
          bus: {
            put: async (events) => {
              crash();
              await scene.bus.put(events);
              crash();
            },
          },
          tracks: {
            ...scene.tracks,
            save: async (next) => {
              crash();
              const answer = await scene.tracks.save(next);
              crash();
              return answer;
            },
          },
        },
      ),
    };
  };

  const web = { kind: "launch-template", template: { id: "lt-web", version: "1" } } as const;
  const tags = { Service: "checkout", Environment: "development" };

  test("at any moment leads to the same end when the message comes again: one refresh of each group, one version, every event", async () => {
    scene.fleet.addGroup({ name: "development-2", launch: web, tags });
    await advance(ports, service, await published());
    const undisturbed = {
      events: [...ids()],
      versions: scene.versions(),
      steps: await steps(),
      groups: await groups(),
    };
    let crashed = 0;
    for (let n = 1; ; n++) {
      scene = aScene();
      for (const name of ["development", "development-2"]) scene.fleet.addGroup({ name, launch: web, tags });
      const failing = failingAt(n);
      await advance(failing.ports, service, await published()).catch((error: unknown) => {
        expect(error).toMatchObject({ message: "the function was killed" });
        crashed += 1;
      });
      if (!failing.crashes()) break;
      await advance(
        portsWith((command, track) => perform(scene, service, { base: family }, command, track)),
        service,
        await published(),
      );
      expect([...new Set(ids())], `killed at call ${n}`).toEqual(undisturbed.events);
      expect(scene.versions(), `killed at call ${n}`).toEqual(undisturbed.versions);
      for (const group of ["development", "development-2"])
        expect(refreshesOf(group), `killed at call ${n}: ${group}`).toHaveLength(1);
      expect(await steps(), `killed at call ${n}`).toEqual(undisturbed.steps);
      expect(await groups(), `killed at call ${n}`).toEqual(undisturbed.groups);
      expect((await saved()).pending, `killed at call ${n}`).toEqual({ commands: [], events: [] });
    }
    expect(crashed).toBeGreaterThan(10);
  });

  test("between saving and performing is made up for by whatever message comes next", async () => {
    const killed = portsWith(async (command: Command) => {
      throw new Error(`killed at ${command.kind}`);
    });
    await expect(advance(killed, service, await published())).rejects.toThrow("killed at find-groups");
    expect((await saved()).pending.commands.map(({ kind }) => kind)).toContain("find-groups");
    expect(refreshesOf("development")).toEqual([]);
    await advance(ports, service, look);
    expect(refreshesOf("development")).toHaveLength(1);
    expect(await steps()).toEqual(["running", "waiting"]);
  });

  test("of EventBridge keeps the events until it takes them", async () => {
    const down = async () => {
      throw new Error("EventBridge took 1 of 1 events not");
    };
    await expect(advance({ ...ports, bus: { put: down } }, service, await published())).rejects.toThrow("EventBridge");
    expect((await saved()).pending.events.map(({ type }) => type)).toEqual(["rollout.planned"]);
    await advance(ports, service, look);
    expect(told()).toEqual(["rollout.planned", "step.started development"]);
  });
});

describe("somebody else who moves the same track", () => {
  test("is noticed, and the message is decided anew on what was saved", async () => {
    let conflicts = 0;
    const tracks: AdvancePorts["tracks"] = {
      ...scene.tracks,
      save: async (next) => {
        if (conflicts++ === 0) {
          await advance(ports, service, await published());
          return scene.tracks.save(next);
        }
        return scene.tracks.save(next);
      },
    };
    await advance({ ...ports, tracks }, service, await published());
    expect(refreshesOf("development")).toHaveLength(1);
    expect(new Set(ids()).size).toBe(ids().length);
  });

  test("again and again, has the message delivered again", async () => {
    const tracks = { ...scene.tracks, save: async () => "conflict" as const };
    const lost = advance({ ...ports, tracks }, service, await published());
    await expect(lost).rejects.toThrow(LostRace);
    await expect(lost).rejects.toThrow("checkout (base) was changed by somebody else five times in a row");
    expect(scene.bus.events).toEqual([]);
    expect(refreshesOf("development")).toEqual([]);
  });
});
