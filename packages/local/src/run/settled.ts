import type { Region } from "../region/region.ts";

/** Resolves when every rollout has ended and nothing is on its way any more, or when nothing more will happen. */
export function settled(region: Pick<Region, "clock" | "tracks" | "services" | "wiring">): Promise<void> {
  return new Promise((resolve) => {
    region.clock.onQuiet(() => {
      if (region.clock.isIdle() || hasEnded(region)) resolve();
    });
  });
}

/** Messages that nobody takes, as in a dead-letter queue, wait for nothing. */
function hasEnded({ tracks, services, wiring }: Pick<Region, "tracks" | "services" | "wiring">): boolean {
  if (tracks().some(({ rollouts }) => rollouts.some(({ status }) => status === "active"))) return false;
  const taken = new Set(wiring.eventSources.map(({ queueArn }) => queueArn.split(":").at(-1)));
  return services.sqs
    .stats()
    .every(({ name, visible, inFlight, delayed }) => !taken.has(name) || visible + inFlight + delayed === 0);
}
