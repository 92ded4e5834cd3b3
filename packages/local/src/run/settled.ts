import type { Region } from "../region/region.ts";

type Settling = Pick<Region, "clock" | "tracks" | "services" | "wiring">;

/** Resolves when every rollout has ended and nothing is on its way any more, or when nothing more will happen. */
export function settled(region: Settling): Promise<void> {
  return new Promise((resolve) => {
    region.clock.onQuiet(() => {
      if (isSettled(region)) resolve();
    });
  });
}

/** To be asked while the clock is quiet: what a function is about to do is not known. */
export const isSettled = (region: Settling): boolean => region.clock.isIdle() || hasEnded(region);

/** Messages that nobody takes, as in a dead-letter queue, wait for nothing. */
function hasEnded({ tracks, services, wiring }: Settling): boolean {
  if (tracks().some(({ rollouts }) => rollouts.some(({ status }) => status === "active"))) return false;
  if (services.retries() > 0) return false;
  // What is collected is still to be told.
  if (services.scheduler.upcoming().some(({ name }) => name.startsWith("digest-"))) return false;
  const taken = new Set(wiring.eventSources.map(({ queueArn }) => queueArn.split(":").at(-1)));
  return services.sqs
    .stats()
    .every(({ name, visible, inFlight, delayed }) => !taken.has(name) || visible + inFlight + delayed === 0);
}
