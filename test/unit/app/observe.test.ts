import { readdirSync, readFileSync } from "node:fs";
import { memoryPorts } from "@ami-refresh/core/adapters/memory/ports.ts";
import { observe, RefreshEvent } from "@ami-refresh/core/app/observe.ts";
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
