import type { EventType } from "../../events.ts";
import { type Severity, type Subscription, severities } from "../subscription.ts";

/** What there is to tell, as far as somebody may or may not want it. */
export interface News {
  readonly event: EventType;
  readonly severity: Severity;
  readonly services: readonly string[];
  /** Those that it speaks of; absent: all that the service has. */
  readonly environments?: readonly string[];
  /** Absent: it is about no image. */
  readonly family?: string;
  /** Whose it is: the services' teams, and those that are asked to approve. */
  readonly teams: readonly string[];
  /** It moves or cancels a date that a mail has put into a calendar. */
  readonly movesCalendar?: boolean;
}

/** Does the subscription hear of it at all? When, says tellAt. */
export function wants({ address, team, filter }: Subscription, news: News): boolean {
  const { services, environments, families, events } = filter;
  const byMail = address.channel === "email";
  // A date that no longer holds is worth a mail to those who have it in their calendars.
  const severity = byMail && news.movesCalendar && news.severity === "quiet" ? "info" : news.severity;
  return (
    (team === undefined || news.teams.includes(team)) &&
    (!services || news.services.some((name) => services.includes(name))) &&
    (!environments || !news.environments || news.environments.some((name) => environments.includes(name))) &&
    (!families || (news.family !== undefined && families.includes(news.family))) &&
    (!events || events.includes(news.event)) &&
    rank(severity) >= rank(filter.severity ?? (byMail ? "info" : "quiet"))
  );
}

/** Whether it may have been told of something else that happens to the services: what it hears of them aside. */
export function mayShow(
  { team, filter: { services, families } }: Subscription,
  news: Omit<News, "event" | "severity">,
): boolean {
  return (
    (team === undefined || news.teams.includes(team)) &&
    (!services || news.services.some((name) => services.includes(name))) &&
    (!families || news.family === undefined || families.includes(news.family))
  );
}

const rank = (severity: Severity): number => severities.indexOf(severity);
