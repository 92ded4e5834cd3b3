import { recognise } from "./family.ts";
import type { Image } from "./image.ts";
import { type PlannedStep, planRollout } from "./plan.ts";
import type { Policy, ServicePolicy } from "./policy.ts";
import { decide } from "./rollout/decide.ts";
import type { Track } from "./rollout/state.ts";
import type { Temporal } from "./temporal.ts";

/** What would come of the publication of an image. */
export type Forecast =
  | { readonly taken: true; readonly image: Image; readonly takers: readonly Taker[] }
  | { readonly taken: false; readonly reason: string };

/** A service that takes the image, by which of its families, and when, as if nothing else were under way. */
export interface Taker {
  readonly service: ServicePolicy;
  readonly family: string;
  readonly steps: readonly PlannedStep[];
}

/** Judges a publication as `publish` does. `image`: as it can be described; undefined where it cannot. */
export function forecast(
  id: string,
  image: Image | undefined,
  policy: Policy,
  account: string,
  now: Temporal.Instant,
): Forecast {
  const no = (reason: string): Forecast => ({ taken: false, reason });
  if (!image) return no(`${id} cannot be found: it was deregistered, is in another Region, or is not shared with us`);
  if (image.state !== "available") return no(`${id} is ${image.state}, not available`);
  const recognition = recognise(image, Object.values(policy.families), account);
  if ("rule" in recognition) return no(recognition.reason);
  const takers = recognition.families.flatMap(({ name }) =>
    Object.values(policy.services)
      .filter((service) => service.families.includes(name))
      .map((service): Taker => ({ service, family: name, steps: planRollout(service, now, now) })),
  );
  if (takers.length > 0) return { taken: true, image, takers };
  const families = recognition.families.map(({ name }) => name).join(", ");
  return no(`no service runs images of ${families}`);
}

/**
 * The same as the service would decide by what it knows: an image that it knows it does not take again, and an environment
 * that has a newer one takes none that is older.
 */
export function knowing(track: Track, taker: Taker, image: Image, now: Temporal.Instant): Taker {
  const { service, family } = taker;
  const published = { kind: "image-published", family, image, publishedAt: now } as const;
  const decision = decide(track, published, service, now);
  const made = decision.track.rollouts.find((rollout) => rollout.image.id === image.id)?.steps ?? [];
  const steps = taker.steps.map((planned): PlannedStep => {
    const { environment } = planned;
    const step = made.find((one) => one.environment === environment);
    const nothing = decision.note ?? (step?.status === "superseded" ? step.reason : undefined);
    return nothing === undefined ? planned : { environment, waits: [], nothing };
  });
  return { ...taker, steps };
}
