import { simulatedClock } from "@ami-refresh/local/clock.ts";
import type { Region } from "@ami-refresh/local/region/region.ts";
import { isSettled, settled } from "@ami-refresh/local/run/settled.ts";
import { expect, test } from "vitest";

const start = Date.parse("2026-11-23T09:00:00Z");

interface Sketch {
  /** Rollouts that are alive. */
  active?: number;
  retries?: number;
  /** Names of what is to come. */
  schedules?: string[];
  queues?: { name: string; visible?: number; inFlight?: number; delayed?: number }[];
}

/** A region with as much on its way as the sketch says, and something that is to happen in an hour anyhow. */
function aRegion(sketch: Sketch) {
  const clock = simulatedClock({ startAt: start, speed: "max" });
  clock.at(start + 3_600_000, () => {});
  const rollouts = () => Array.from({ length: sketch.active ?? 0 }, () => ({ status: "active" }));
  const region = {
    clock,
    tracks: () => [{ rollouts: rollouts() }, { rollouts: [{ status: "failed" }] }],
    services: {
      retries: () => sketch.retries ?? 0,
      scheduler: { upcoming: () => (sketch.schedules ?? []).map((name) => ({ name })) },
      sqs: {
        stats: () => (sketch.queues ?? []).map((queue) => ({ visible: 0, inFlight: 0, delayed: 0, ...queue })),
      },
    },
    wiring: { eventSources: [{ queueArn: "arn:aws:sqs:eu-west-2:123456789012:Mailbox" }] },
  };
  return region as unknown as Pick<Region, "clock" | "tracks" | "services" | "wiring">;
}

test.each<[string, Sketch, boolean]>([
  ["nothing is on its way", {}, true],
  ["a rollout is alive", { active: 1 }, false],
  ["an event waits to be tried again", { retries: 1 }, false],
  ["a digest is still to be told", { schedules: ["digest-20261124T090000-1"] }, false],
  ["a service is to look again", { schedules: ["checkout-20261124T090000-1"] }, true],
  ["a message waits in a mailbox", { queues: [{ name: "Mailbox", visible: 1 }] }, false],
  ["a message is being handled", { queues: [{ name: "Mailbox", inFlight: 1 }] }, false],
  ["a message is delayed", { queues: [{ name: "Mailbox", delayed: 1 }] }, false],
  ["a message lies in a queue that nobody takes from", { queues: [{ name: "Dlq", visible: 3 }] }, true],
])("when %s, whether a run has settled is told", (_, sketch, expected) => {
  expect(isSettled(aRegion(sketch))).toBe(expected);
});

test("a run in which nothing more is to happen has settled, whatever is still alive", () => {
  const region = aRegion({ active: 1 });
  const idle = simulatedClock({ startAt: start, speed: "max" });
  expect(isSettled({ ...region, clock: idle })).toBe(true);
});

test("a run settles when its last rollout has ended, and not before", async () => {
  const sketch: Sketch = { active: 1 };
  const region = aRegion(sketch);
  const end = settled(region).then(() => region.clock.now());
  region.clock.at(start + 1_800_000, () => {
    sketch.active = 0;
  });
  region.clock.start();
  expect(await end).toBeGreaterThanOrEqual(start + 1_800_000);
  region.clock.stop();
});
