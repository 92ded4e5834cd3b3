import { type MemoryPorts, memoryPorts } from "@ami-refresh/core/adapters/memory/ports.ts";
import { reconcile } from "@ami-refresh/core/app/reconcile.ts";
import type { Policy } from "@ami-refresh/core/domain/policy.ts";
import { decide } from "@ami-refresh/core/domain/rollout/decide.ts";
import type { MailboxMessage } from "@ami-refresh/core/domain/rollout/messages.ts";
import type { Track } from "@ami-refresh/core/domain/rollout/state.ts";
import { describe, expect, test } from "vitest";
import { aService, at } from "../../support/policy.ts";

const account = "123456789012";
const now = "2026-11-25T10:00:00Z";
const service = aService({ development: {}, production: { delay: "3h" } });
const other = aService({ development: {} }, "ledger");
const policy: Policy = {
  timezone: "Europe/London",
  families: {
    base: { name: "base", owners: ["self"], namePattern: "base-*", tags: {} },
    unused: { name: "unused", owners: ["self"], namePattern: "*", tags: {} },
  },
  environments: ["development", "production"],
  teams: {},
  services: { checkout: service, ledger: other },
};

function aWorld(): MemoryPorts & { run(): Promise<(readonly [string, MailboxMessage["kind"]])[]> } {
  const ports = memoryPorts(now);
  return {
    ...ports,
    run: async () => {
      await reconcile(ports, policy, account);
      return ports.mailboxes.sent.map(({ route, message }) => [route, message.kind] as const);
    },
  };
}

/** The tracks of both services after the image was published to them, at its creation. */
async function published(ports: MemoryPorts, id: string, { pending = false } = {}): Promise<void> {
  const image = ports.fleet.images.get(id);
  if (!image) throw new Error(`there is no ${id}`);
  for (const policyOfService of [service, other]) {
    const empty: Track = { service: policyOfService.name, family: "base", rollouts: [] };
    const message = { kind: "image-published", family: "base", image, publishedAt: image.createdAt } as const;
    const { track, commands, events } = decide(empty, message, policyOfService, image.createdAt);
    await ports.tracks.save({
      track,
      pending: pending ? { commands, events } : { commands: [], events: [] },
      version: 0,
    });
  }
}

describe("an image of the last day", () => {
  test("that no service knows is announced to its family, as of now", async () => {
    const world = aWorld();
    const image = world.fleet.addImage({ id: "ami-1", createdAt: at("2026-11-24T12:00:00Z") });
    expect(await world.run()).toEqual([["family:base", "image-published"]]);
    expect(world.mailboxes.sent[0]?.message).toEqual({
      kind: "image-published",
      family: "base",
      image,
      publishedAt: at(now),
      correlationId: "found-ami-1",
    });
  });

  test("that one of the services does not know is announced again", async () => {
    const world = aWorld();
    world.fleet.addImage({ id: "ami-1", createdAt: at("2026-11-25T09:59:00Z") });
    await published(world, "ami-1");
    expect(await world.run()).toEqual([]);
    await world.tracks.save({
      track: { service: "ledger", family: "base", rollouts: [] },
      pending: { commands: [], events: [] },
      version: 1,
    });
    expect(await world.run()).toEqual([["family:base", "image-published"]]);
  });

  test.each([
    ["is older than a day", { createdAt: at("2026-11-24T09:59:59Z") }],
    ["is a stranger's", { owner: "999999999999" }],
    ["is of no family", { name: "other-1" }],
    ["is not available", { state: "failed" as const }],
  ])("is nobody's news if it %s", async (_why, sketch) => {
    const world = aWorld();
    world.fleet.addImage({ id: "ami-1", createdAt: at("2026-11-25T09:00:00Z"), ...sketch });
    expect(await world.run()).toEqual([]);
  });

  test("is not announced where a newer one is known", async () => {
    const world = aWorld();
    world.fleet.addImage({ id: "ami-older", createdAt: at("2026-11-25T09:58:00Z") });
    world.fleet.addImage({ id: "ami-newer", createdAt: at("2026-11-25T09:59:00Z") });
    await published(world, "ami-newer");
    expect(await world.run()).toEqual([]);
  });
});

describe("a track", () => {
  const looks = [
    ["service:checkout", "look-again"],
    ["service:ledger", "look-again"],
  ];

  test("in which a step runs is looked at again when its look is ten minutes late, not before", async () => {
    const world = aWorld();
    world.fleet.addImage({ id: "ami-1", createdAt: at("2026-11-25T10:00:00Z") });
    await published(world, "ami-1");
    // The next look is due ten minutes after the start.
    world.clock.advance({ minutes: 20 });
    expect(await world.run()).toEqual([]);
    world.clock.advance({ seconds: 1 });
    expect(await world.run()).toEqual(looks);
  });

  test("whose outbox was not performed is looked at", async () => {
    const world = aWorld();
    world.fleet.addImage({ id: "ami-1", createdAt: at(now) });
    await published(world, "ami-1", { pending: true });
    expect(await world.run()).toEqual(looks);
  });
});
