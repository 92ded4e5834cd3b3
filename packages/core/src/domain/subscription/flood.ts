import type { Policy, ServicePolicy } from "../policy.ts";
import type { ChannelKind, Subscription } from "../subscription.ts";
import { Temporal } from "../temporal.ts";
import { type News, wants } from "./wants.ts";

/**
 * Many services may follow one family, and each of its images is then as many messages to who hears of all of them. Such
 * a reader is told of the image in digests: the first collects for some minutes from the first event on, which is when
 * everything is planned; then each full hour has one. The first failures, and the first questions, are told at once all the
 * same. That everything is paused, or resumed, is an event of each service too, and is collected alike, with the dates that it
 * moves.
 */
export const floods = {
  /** More services than these of one family, told of at one address, are a flood. */
  services: 20,
  /** A pause of everything says the same of each service: of more than one it is read once. */
  alike: 1,
  /** How long the first digest of an image, or of a pause, collects. */
  first: { minutes: 2 },
  /**
   * As many failures of one image, and as many questions for approval, are told at once in ten minutes; the others are
   * collected until these are over.
   */
  urgent: { atOnce: 5, milliseconds: 10 * 60_000 },
} as const;

/** Programs are told of each by itself: they do not tire, and a digest has no event for them. */
const readByPrograms: ReadonlySet<ChannelKind> = new Set(["sns", "webhook"]);

/**
 * Is the same told of more services than a person reads messages of? `subscriptions`: those of one address, which is one
 * reader, however many teams or subscriptions have it told.
 */
export function isFlooded(policy: Policy, subscriptions: readonly Subscription[], news: News): boolean {
  if (subscriptions.every(({ address }) => readByPrograms.has(address.channel))) return false;
  const services = Object.values(policy.services);
  const most = news.family === undefined ? floods.alike : floods.services;
  if (services.length <= most) return false;
  const known = knownOf(policy);
  const { services: _, teams: __, ...kind } = news;
  const key = JSON.stringify([subscriptions.map(({ id, filter: { severity } }) => [id, severity]), kind]);
  const answer =
    known.get(key) ??
    services.filter((service) => subscriptions.some((one) => hears(one, service, news))).length > most;
  known.set(key, answer);
  return answer;
}

/**
 * By which of an address's subscriptions a flood is collected: the same for each of its services, so that they come
 * together. One of the configuration, which is there for as long as what was collected, or else the one that hears of it.
 */
export const collector = (
  policy: Policy,
  subscriptions: readonly Subscription[],
  news: News,
  reader: Subscription,
): Subscription =>
  subscriptions.find(
    (one) => one.team !== undefined && Object.values(policy.services).some((service) => hears(one, service, news)),
  ) ?? reader;

/** Would it hear the same of that service? */
const hears = (subscription: Subscription, { name, team, families }: ServicePolicy, news: News): boolean =>
  (news.family === undefined || families.includes(news.family)) &&
  wants(subscription, { ...news, services: [name], teams: [team] });

/** The end of the ten minutes in which a moment lies, by the clock. */
export function urgentCollectedUntil(at: Temporal.Instant): Temporal.Instant {
  const { milliseconds } = floods.urgent;
  return Temporal.Instant.fromEpochMilliseconds((Math.floor(at.epochMilliseconds / milliseconds) + 1) * milliseconds);
}

// Every event asks, of every subscription.
const answers = new WeakMap<Policy, Map<string, boolean>>();

function knownOf(policy: Policy): Map<string, boolean> {
  const known = answers.get(policy) ?? new Map<string, boolean>();
  answers.set(policy, known);
  return known;
}
