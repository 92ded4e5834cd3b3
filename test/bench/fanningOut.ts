import { memoryPorts } from "@ami-refresh/core/adapters/memory/ports.ts";
import { fanOut } from "@ami-refresh/core/app/fanOut.ts";
import { started } from "@ami-refresh/core/docs/events/examples.ts";
import type { Policy } from "@ami-refresh/core/domain/policy.ts";
import { awsWorld } from "../contract/worlds/aws.ts";
import { enveloped } from "../support/telling.ts";

const policy: Policy = { timezone: "UTC", families: {}, environments: [], teams: {}, services: {} };
const rounds = 7;

export interface FannedOut {
  readonly subscribers: number;
  /** Medians of as many milliseconds as one event takes from its queue into those of the channels, over HTTP. */
  readonly milliseconds: number;
}

/** One event for few subscribers and for many, by turns, into SQS as the local region has it. */
export async function fanningOut(numbers: readonly number[]): Promise<readonly FannedOut[]> {
  const world = await awsWorld();
  try {
    const times = numbers.map((): number[] => []);
    for (let round = 0; round < rounds; round++) {
      for (const [i, subscribers] of numbers.entries()) times[i]?.push(await once(world.deliveries, subscribers));
    }
    return numbers.map((subscribers, i) => ({
      subscribers,
      milliseconds: (times[i] ?? []).sort((a, b) => a - b)[rounds >> 1] ?? Number.NaN,
    }));
  } finally {
    await world.close();
  }
}

async function once(deliveries: Awaited<ReturnType<typeof awsWorld>>["deliveries"], subscribers: number) {
  const ports = memoryPorts("2026-12-01T10:00:00Z");
  ports.readers.add(
    ...Array.from({ length: subscribers }, (_, n) => ({
      id: `s-${n}`,
      address: { channel: "email" as const, to: `${n}@example.com` },
      timezone: "UTC",
      filter: {},
      pace: {},
    })),
  );
  const start = performance.now();
  await fanOut({ ...ports, deliveries, later: async () => ports }, policy, enveloped(started));
  return performance.now() - start;
}
