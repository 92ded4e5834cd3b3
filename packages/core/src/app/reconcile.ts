import type { Family } from "../domain/family.ts";
import type { Policy } from "../domain/policy.ts";
import { isOverdue } from "../domain/rollout/overdue.ts";
import { Temporal } from "../domain/temporal.ts";
import type { Clock, FoundImages, SavedTrack, Tracks } from "../ports.ts";
import { type PublishPorts, sendToFamily } from "./publish.ts";

export interface ReconcilePorts extends Pick<PublishPorts, "log" | "metrics" | "mailboxes"> {
  readonly clock: Clock;
  readonly tracks: Pick<Tracks, "load">;
  readonly images: FoundImages;
}

/** Images that are older are nobody's news: whoever deploys for the first time is not told of last year's. */
const newEnough = Temporal.Duration.from({ hours: 24 });
/** How many tracks are read at once. */
const atOnce = 20;

/**
 * Finds what was lost: images that nobody announced, and tracks that nobody looks at any more. It decides nothing, but
 * puts a message into the mailboxes, and what was not lost after all is known there already.
 * `account` is what `self` stands for.
 */
export async function reconcile(ports: ReconcilePorts, policy: Policy, account: string): Promise<void> {
  const saved = await tracksOf(ports, policy);
  for (const { track, pending } of saved) {
    // An outbox is empty but for the moment in which a function performs it.
    const isLeft = pending.commands.length + pending.events.length > 0;
    if (!isLeft && !isOverdue(track, ports.clock.now())) continue;
    const { service, family } = track;
    await ports.mailboxes.send(`service:${service}`, { kind: "look-again", service, family });
    ports.log.warn(`nobody has looked at ${service} (${family}) in time: it is asked to look again`, {
      service,
      family,
      why: isLeft ? "something decided was not performed" : "overdue",
    });
  }
  for (const family of Object.values(policy.families)) {
    const known = saved.map(({ track }) => track).filter((track) => track.family === family.name);
    if (known.length > 0) await findNewest(ports, family, account, known);
  }
}

async function findNewest(
  ports: ReconcilePorts,
  family: Family,
  account: string,
  tracks: readonly SavedTrack["track"][],
): Promise<void> {
  const now = ports.clock.now();
  const image = await ports.images.newest(family, account, now.subtract(newEnough));
  if (!image) return;
  const without = tracks.filter(({ rollouts }) => !rollouts.some((rollout) => rollout.image.id === image.id));
  if (without.length === 0) return;
  const correlationId = `found-${image.id}`;
  ports.log.warn(`nobody has announced ${image.name} (${image.id}), or not to everybody`, {
    family: family.name,
    image: image.id,
    correlationId,
    unknownTo: without.map(({ service }) => service),
  });
  // In whole seconds, as EventBridge tells times: of two images of one second, that would count as newer which came this way.
  const at = now.round({ smallestUnit: "second", roundingMode: "floor" });
  await sendToFamily(ports, family, image, { at, correlationId });
}

async function tracksOf({ tracks }: ReconcilePorts, { services }: Policy): Promise<SavedTrack[]> {
  const wanted = Object.values(services).flatMap(({ name, families }) =>
    families.map((family) => [name, family] as const),
  );
  const saved: SavedTrack[] = [];
  for (let i = 0; i < wanted.length; i += atOnce) {
    const some = wanted.slice(i, i + atOnce);
    saved.push(...(await Promise.all(some.map(([service, family]) => tracks.load(service, family)))));
  }
  return saved;
}
