import { memoryLog } from "@ami-refresh/core/adapters/memory/log.ts";
import { advance } from "@ami-refresh/core/app/advance.ts";
import { perform } from "@ami-refresh/core/app/perform.ts";
import { beforeTheFirst } from "@ami-refresh/core/app/whatRuns.ts";
import type { MailboxMessage } from "@ami-refresh/core/domain/rollout/messages.ts";
import { expect, it } from "vitest";
import { aService } from "../support/policy.ts";
import { contract } from "./worlds/index.ts";
import type { World } from "./worlds/world.ts";

const service = aService({ staging: {} });
const families = { base: { name: "base", owners: ["self"], namePattern: "base-*", tags: {} } };

/** Puts a message into the mailbox of the service, whose function takes it. */
function deliver(world: World, message: MailboxMessage): Promise<void> {
  const ports = { ...world, account: "123456789012", log: memoryLog(), clock: { now: () => world.now() } };
  return advance(
    {
      ...ports,
      lookUp: (message, track) => beforeTheFirst(ports, service, families, message, track),
      perform: (command, track) => perform(ports, service, families, command, track),
    },
    service,
    message,
  );
}

async function published(world: World, imageId: string): Promise<MailboxMessage> {
  const [image] = await world.images.describe([imageId]);
  if (!image) throw new Error(`${imageId} is not there`);
  return { kind: "image-published", family: "base", image, publishedAt: world.now() };
}

contract("every port together", (world) => {
  it("takes a group to an image, once however often its messages come", async () => {
    const templateId = await world().addTemplate(await world().addImage({ name: "base-1" }));
    const tags = { Service: "checkout", Environment: "staging" };
    await world().addGroup({ name: "web", templateId, version: "$Default", tags });
    const message = await published(world(), await world().addImage({ name: "base-2" }));
    await deliver(world(), message);
    await deliver(world(), message);

    expect(await world().groupOwners.ownerOf("web")).toEqual({
      service: "checkout",
      environment: "staging",
      family: "base",
    });
    const [refresh, ...more] = await world().refreshes.list("web");
    expect(more).toEqual([]);
    expect((await world().looks()).length).toBeGreaterThan(0);

    await world().finishRefresh("web");
    const { refreshId = "" } = refresh ?? {};
    const moved = { kind: "refresh-moved", service: "checkout", family: "base", group: "web", refreshId } as const;
    await deliver(world(), moved);
    await deliver(world(), moved);

    expect((await world().groups.describe("web"))?.launch).toEqual({
      kind: "launch-template",
      template: { id: templateId, version: "2" },
    });
    const { track, pending } = await world().tracks.load("checkout", "base");
    expect(track.rollouts).toMatchObject([{ status: "succeeded", steps: [{ status: "succeeded" }] }]);
    expect(pending).toEqual({ commands: [], events: [] });
    const told = new Set((await world().events()).map(({ type }) => type));
    expect([...told]).toEqual(["rollout.planned", "step.started", "step.succeeded", "rollout.completed"]);
  });
});
