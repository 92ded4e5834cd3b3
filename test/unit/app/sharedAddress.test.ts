import { memoryPorts } from "@ami-refresh/core/adapters/memory/ports.ts";
import { tellDigest } from "@ami-refresh/core/app/tellDigest.ts";
import { emailChannel } from "@ami-refresh/core/channels/email.ts";
import type { Policy } from "@ami-refresh/core/domain/policy.ts";
import { decide } from "@ami-refresh/core/domain/rollout/decide.ts";
import { expect, test } from "vitest";
import { aService, at } from "../../support/policy.ts";
import { aKept, audit } from "../../support/readers.ts";
import { pause, published } from "../../support/simulation.ts";
import { deliverBy, deliveriesOf } from "../../support/telling.ts";

const start = "2026-11-24T09:00:00Z";
const ops = "ops@example.com";

/** Teams that have five services each, and an address in common. */
async function teamsWithOneAddress(count: number) {
  const timezone = "Europe/London";
  const names = Array.from({ length: count }, (_, i) => `team${String(i).padStart(2, "0")}`);
  const services = names.flatMap((team) =>
    Array.from({ length: 5 }, (_, i) => ({ ...aService({ production: { delay: "7d" } }, `${team}-${i}`), team })),
  );
  const policy: Policy = {
    ...{ timezone, families: {}, environments: ["production"] },
    teams: Object.fromEntries(names.map((name) => [name, { name, timezone, email: [ops, `${name}@example.com`] }])),
    services: Object.fromEntries(services.map((service) => [service.name, service])),
  };
  const ports = memoryPorts(start);
  return {
    ports,
    /** Every service takes the message, and what they say of it is told. */
    async say(input: Parameters<typeof decide>[1], when: string): Promise<void> {
      for (const [i, service] of services.entries()) {
        const { track, version } = await ports.tracks.load(service.name, "base");
        const { track: after, events } = decide(track, input, service, at(when).add({ milliseconds: 20 * i }));
        await ports.tracks.save({ track: after, pending: { commands: [], events: [] }, version });
        for (const event of events)
          for (const delivery of await deliveriesOf(ports, policy, event)) await deliverBy(ports, policy, delivery);
      }
    },
    async pass(until: string): Promise<void> {
      for (const due of ports.digestSchedules.takeDigests(at(until)))
        await tellDigest({ ...ports, channel: emailChannel(ports) }, policy, due);
    },
    toldTo: (to: string) => ports.mail.messages.filter((mail) => mail.to === to),
  };
}

test("an image for 500 services reaches an address of a hundred teams as one mail, and a pause of all as one", async () => {
  const { say, pass, toldTo } = await teamsWithOneAddress(100);
  await say(published("ami-1", start), start);
  expect(toldTo("team07@example.com")).toHaveLength(5);
  expect(toldTo(ops)).toEqual([]);
  await pass("2026-11-24T09:03:00Z");
  await say(pause("2026-11-24T10:00:00Z", {}), "2026-11-24T10:00:00Z");
  await pass("2026-11-24T10:03:00Z");
  await pass("2026-12-24T00:00:00Z");
  expect(toldTo(ops).map(({ subject }) => subject)).toEqual([
    "base-ami-1: 500 services planned",
    "everything: paused by ann for 500 services",
  ]);
  expect(toldTo(ops)[0]?.text).toContain(
    "Collected for the teams team00, team01, team02, team03, team04 and 95 more: the same happened in several services.",
  );
});

test("what a person has subscribed to besides comes together with what their team is told there", async () => {
  const { ports, say, pass, toldTo } = await teamsWithOneAddress(5);
  const to = "team03@example.com";
  await ports.readers.save(aKept({ address: { channel: "email", to } }), audit("subscribed"));
  await say(published("ami-1", start), start);
  expect(toldTo(to)).toEqual([]);
  await pass("2026-11-24T09:03:00Z");
  expect(toldTo(to).map(({ subject }) => subject)).toEqual(["base-ami-1: 25 services planned"]);
});
