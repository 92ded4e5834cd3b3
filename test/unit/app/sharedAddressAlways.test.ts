import { memoryPorts } from "@ami-refresh/core/adapters/memory/ports.ts";
import type { Policy } from "@ami-refresh/core/domain/policy.ts";
import type { Subscription } from "@ami-refresh/core/domain/subscription.ts";
import { Temporal } from "@ami-refresh/core/domain/temporal.ts";
import type { TeamEvent } from "@ami-refresh/core/notify/describe/index.ts";
import fc from "fast-check";
import { expect, test } from "vitest";
import { aService, at } from "../../support/policy.ts";
import { deliveriesOf } from "../../support/telling.ts";

const start = at("2026-11-24T10:00:00Z");
const address = { channel: "email", to: "ops@example.com" } as const;
const timezone = "Europe/London";
const teams = ["payments", "media"] as const;
const daily = Temporal.PlainTime.from("09:00");

/** As many services of each team, all of one family, and one address for both teams. */
const policyOf = (each: number): Policy => {
  const services = teams.flatMap((team) =>
    Array.from({ length: each }, (_, i) => ({ ...aService({ production: {} }, `${team}-${i}`), team })),
  );
  return {
    ...{ timezone, families: {}, environments: ["production"] },
    teams: Object.fromEntries(teams.map((name) => [name, { name, timezone, email: [address.to] }])),
    services: Object.fromEntries(services.map((service) => [service.name, service])),
  };
};
/** What somebody has subscribed the same address to besides. */
const besides: Subscription[] = [
  { id: "own-all", address, timezone, filter: {}, pace: {} },
  { id: "own-hourly", address, timezone, filter: {}, pace: { digest: "hourly" } },
  { id: "own-daily", address, timezone, filter: { services: ["media-0"] }, pace: { digest: { daily } } },
  { id: "own-failures", address, timezone, filter: { severity: "failure" }, pace: {} },
];

type Kind = "planned" | "failed" | "paused";
function event(kind: Kind, team: string, n: number, seconds: number): TeamEvent {
  const service = `${team}-${n}`;
  const image = { id: "ami-1", name: "base-1", architecture: "arm64", createdAt: start } as const;
  const about = { id: `${service}/${kind}`, at: start.add({ seconds }), service, team };
  switch (kind) {
    case "planned":
      return { type: "rollout.planned", detail: { ...about, family: "base", image, steps: [] } };
    case "failed": {
      const failure = { environment: "production", groups: [], reason: "no capacity", rolledBack: true };
      return { type: "step.failed", detail: { ...about, family: "base", image, ...failure, startedAt: start } };
    }
    case "paused": {
      const said = { scope: "everything", by: { name: "olga", kind: "slack" }, reason: "the bank is closed" } as const;
      const id = `${service}/paused/everything/${start}`;
      return { type: "service.paused", detail: { ...about, ...said, id } };
    }
  }
}

test("whoever else has an address told, and however often and late events come: each is told there, and once", async () => {
  const happening = fc.record({
    kind: fc.constantFrom<Kind>("planned", "failed", "paused"),
    team: fc.constantFrom(...teams),
    n: fc.nat(1),
    /** How long after it happened it is heard of, and again. */
    late: fc.array(fc.nat(7200), { minLength: 1, maxLength: 2 }),
  });
  const distinct = ({ kind, team, n }: { kind: Kind; team: string; n: number }) => `${kind}/${team}/${n}`;
  await fc.assert(
    fc.asyncProperty(
      fc.subarray(besides),
      fc.constantFrom(1, 2, 15, 30),
      fc.uniqueArray(happening, { selector: distinct, maxLength: 12 }),
      async (more, each, happenings) => {
        const [ports, policy] = [memoryPorts(start), policyOf(each)];
        ports.readers.add(...more);
        const [atOnce, digests] = [new Set<string>(), [] as string[]];
        const pass = async (until: Temporal.Instant) => {
          for (const { subscription, dueAt } of ports.digestSchedules.takeDigests(until)) {
            const events = await ports.digests.take({ subscription: subscription.id, dueAt });
            digests.push(...events.map(({ detail }) => detail.id));
          }
        };
        const all = happenings
          .filter(({ n }) => n < each)
          .map((one, i) => ({ ...one, told: event(one.kind, one.team, one.n, i * 300), at: i * 300 }));
        const hearings = all
          .flatMap(({ told, at, late }) => late.map((after) => ({ told, when: at + after })))
          .sort((a, b) => a.when - b.when);
        for (const { told, when } of hearings) {
          await pass(start.add({ seconds: when }));
          for (const delivery of await deliveriesOf(ports, policy, told)) {
            expect(delivery.subscription.address.to).toBe(address.to);
            atOnce.add(told.detail.id);
          }
        }
        await pass(start.add({ hours: 72 }));
        expect([...atOnce, ...digests].sort()).toEqual(all.map(({ told }) => told.detail.id).sort());
      },
    ),
    { numRuns: 100 },
  );
});
