import type { Policy, ServicePolicy } from "../policy.ts";
import type { Subscription } from "../subscription.ts";
import { Temporal } from "../temporal.ts";

/**
 * Many services may follow one family, and each of its images is then as many messages to who hears of all of them. Such
 * a reader is told of the image in digests: the first collects for some minutes from the first event on, which is when
 * everything is planned; then each full hour has one. The first failures are told at once all the same. That everything is
 * paused, or resumed, is an event of each service too, and is collected alike.
 */
export const floods = {
  /** More services than these of one family, heard of by one subscription, are a flood. */
  services: 20,
  /** A pause of everything says the same of each service: of more than these it is read once. */
  alike: 3,
  /** How long the first digest of an image, or of a pause, collects. */
  first: { minutes: 2 },
  /** As many failures of one image are told at once in ten minutes; the others are collected until these are over. */
  failures: { atOnce: 5, milliseconds: 10 * 60_000 },
} as const;

/** Does the subscription hear of more services than a person reads messages of? Without a family: the same of each. */
export function isFlooded(policy: Policy, subscription: Subscription, family?: string): boolean {
  const names = Object.keys(policy.services);
  const most = family === undefined ? floods.alike : floods.services;
  if (names.length <= most) return false;
  const known = knownOf(policy);
  const key = JSON.stringify([subscription.id, family]);
  const answer = known.get(key) ?? count(policy, names, subscription, family) > most;
  known.set(key, answer);
  return answer;
}

function count(policy: Policy, names: readonly string[], { team, filter }: Subscription, family?: string): number {
  const follows = (service: ServicePolicy | undefined) =>
    service !== undefined &&
    (family === undefined || service.families.includes(family)) &&
    (team === undefined || service.team === team);
  return (filter.services ?? names).filter((name) => follows(policy.services[name])).length;
}

/** The end of the ten minutes in which a moment lies, by the clock. */
export function failuresCollectedUntil(at: Temporal.Instant): Temporal.Instant {
  const { milliseconds } = floods.failures;
  return Temporal.Instant.fromEpochMilliseconds((Math.floor(at.epochMilliseconds / milliseconds) + 1) * milliseconds);
}

// Every event asks, of every subscription.
const answers = new WeakMap<Policy, Map<string, boolean>>();

function knownOf(policy: Policy): Map<string, boolean> {
  const known = answers.get(policy) ?? new Map<string, boolean>();
  answers.set(policy, known);
  return known;
}
