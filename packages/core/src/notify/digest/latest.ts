import { Temporal } from "../../domain/temporal.ts";
import { isOfAddress, isOfRollout, rolloutOf, type TeamEvent } from "../describe/index.ts";
import type { Message } from "../message.ts";

/** An event with what its readers are told of it. */
export interface News {
  readonly event: TeamEvent;
  readonly message: Message;
}

/**
 * What still holds when all has happened: of each environment of a rollout the latest, and of a rollout that is complete
 * nothing else. In the order in which it happened.
 */
export function latest(all: readonly News[]): News[] {
  const inOrder = all.toSorted(inWhichOrder);
  const complete = new Set(
    inOrder.flatMap(({ event }) => (event.type === "rollout.completed" ? [rolloutOf(event)] : [])),
  );
  const byPlace = new Map<string, News>();
  for (const news of inOrder) {
    const { event } = news;
    const isMore = isOfRollout(event) && event.type !== "rollout.completed" && complete.has(rolloutOf(event));
    if (!isMore || news.message.severity === "failure") byPlace.set(placeOf(event), news);
  }
  return withoutOldDates([...byPlace.values()]);
}

/** A plan says what nothing else says: no date of an environment that has news, and nothing where that is its last. */
function withoutOldDates(news: readonly News[]): News[] {
  const places = new Set(news.map(({ event }) => placeOf(event)));
  return news.flatMap(({ event, message }): News[] => {
    if (event.type !== "rollout.planned") return [{ event, message }];
    const { detail } = event;
    const steps = detail.steps.filter(({ environment }) => !places.has(placeIn(rolloutOf(event), environment)));
    if (steps.length === detail.steps.length) return [{ event, message }];
    return steps.at(-1) === detail.steps.at(-1) ? [{ event: { ...event, detail: { ...detail, steps } }, message }] : [];
  });
}

/** As it happened; at one moment an answer before what it lets happen, and in any case always the same. */
function inWhichOrder({ event: a }: News, { event: b }: News): number {
  const order = Temporal.Instant.compare(a.detail.at, b.detail.at) || Number(isLeave(b)) - Number(isLeave(a));
  return order || (a.detail.id < b.detail.id ? -1 : Number(a.detail.id > b.detail.id));
}

const isLeave = ({ type }: TeamEvent): boolean => type === "approval.granted";

/**
 * A pause and its end are about one place too, but for one of everything, which leaves the others alone. What is said of an
 * address, or of an image let in nowhere, stands by itself.
 */
function placeOf(event: TeamEvent): string {
  const { detail } = event;
  if (isOfAddress(event) || !("service" in detail)) return detail.id;
  const environment = "environment" in detail ? detail.environment : undefined;
  const scope = "scope" in detail ? detail.scope : null;
  return placeIn(isOfRollout(event) ? rolloutOf(event) : detail.service, environment, scope);
}

const placeIn = (what: string, environment?: string, scope: string | null = null): string =>
  JSON.stringify([what, environment ?? null, scope]);
