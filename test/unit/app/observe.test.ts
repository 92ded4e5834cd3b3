import { readdirSync, readFileSync } from "node:fs";
import { memoryPorts } from "@ami-refresh/core/adapters/memory/ports.ts";
import { observe, RefreshEvent } from "@ami-refresh/core/app/observe.ts";
import { Temporal } from "@ami-refresh/core/domain/temporal.ts";
import { expect, test } from "vitest";

const examples = readdirSync("test/fixtures/events").filter((name) => name.startsWith("autoscaling-instance-refresh."));
const read = (name: string) => RefreshEvent.parse(JSON.parse(readFileSync(`test/fixtures/events/${name}`, "utf8")));

test.each(examples)("%s makes the service look at the refresh", async (name) => {
  const ports = memoryPorts("2026-11-25T10:00:00Z");
  await ports.groupOwners.claim("checkout-production", {
    service: "checkout",
    environment: "production",
    family: "base",
  });
  await observe(ports, read(name));
  expect(ports.mailboxes.sent).toEqual([
    {
      route: "service:checkout",
      message: {
        kind: "refresh-moved",
        service: "checkout",
        family: "base",
        group: "checkout-production",
        refreshId: "c613620e-07e2-4ed2-a9e2-ef8258911ade",
        ...(name.includes("checkpoint") && {
          checkpoint: { percent: 50, until: Temporal.Instant.from("2026-11-23T10:09:10Z") },
        }),
      },
    },
  ]);
});

test("an event of a group that was never ours is ignored, with the reason", async () => {
  const ports = memoryPorts("2026-11-25T10:00:00Z");
  await observe(ports, read("autoscaling-instance-refresh.started.json"));
  expect(ports.mailboxes.sent).toEqual([]);
  expect(ports.log.lines).toMatchObject([
    { fields: { ignored: "the group checkout-production has never been refreshed by ami-refresh" } },
  ]);
});

test("a checkpoint whose numbers are none still makes the service look", async () => {
  const event = read("autoscaling-instance-refresh.checkpoint-reached.json");
  const seen = async (change: Record<string, string>) => {
    const ports = memoryPorts("2026-11-25T10:00:00Z");
    await ports.groupOwners.claim("checkout-production", { service: "s", environment: "e", family: "f" });
    await observe(ports, { ...event, detail: { ...event.detail, ...change } });
    const [sent] = ports.mailboxes.sent;
    return sent?.message.kind === "refresh-moved" ? sent.message.checkpoint : "not looked at";
  };
  expect(await seen({ CheckpointPercentage: "half" })).toBeUndefined();
  expect(await seen({ CheckpointPercentage: "100" })).toBeUndefined();
  expect(await seen({ CheckpointDelay: "a while" })).toEqual({ percent: 50 });
});
