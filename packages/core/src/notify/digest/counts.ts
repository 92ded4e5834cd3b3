import type { EventType } from "../../events.ts";
import type { Told } from "./everything.ts";
import type { News } from "./latest.ts";

/** What has happened, the important first: a participle, or what it happened to, of one and of several. */
const words: Readonly<Record<EventType, string | readonly [one: string, several: string]>> = {
  "step.failed": "failed",
  "approval.wanted": "waiting for an approval",
  "approval.due": "still waiting for an approval",
  "approval.declined": "not approved",
  "rollout.completed": "complete",
  "step.succeeded": "refreshed",
  "step.started": "started",
  "approval.granted": "approved",
  "rollout.planned": "planned",
  "step.skipped": "with nothing to refresh",
  "step.superseded": "superseded",
  "step.stopped": "stopped",
  "step.checkpoint": "at a checkpoint",
  "step.coming-up": "coming up",
  "step.moved": "moved",
  "service.paused": "paused",
  "service.resumed": "resumed",
  "image.rejected": "not let in",
  "subscription.undeliverable": ["message not delivered", "messages not delivered"],
  "address.suspended": ["address suspended", "addresses suspended"],
  "address.unsubscribed": ["address unsubscribed", "addresses unsubscribed"],
  "address.heard": ["address told again", "addresses told again"],
  "address.changed": ["address told otherwise", "addresses told otherwise"],
};

/** `2 failed, 3 refreshed, everything paused, 1 address suspended`: the important ones first. */
export function countsOf(news: readonly Told[]): string {
  return Object.entries(words)
    .flatMap(([type, word]) => {
      const alike = news.filter(({ event }) => event.type === type);
      const each = alike.filter(({ services }) => services === undefined).length;
      return [...counted(each, word), ...(alike.length > each ? [`everything ${word}`] : [])];
    })
    .join(", ");
}

const counted = (n: number, word: (typeof words)[EventType]): string[] =>
  n > 0 ? [`${n} ${typeof word === "string" ? word : word[n === 1 ? 0 : 1]}`] : [];

/** The services of which something is told, each once. */
export const servicesOf = (news: readonly News[]): string[] => [
  ...new Set(news.flatMap(({ event: { detail } }) => ("service" in detail ? detail.service : []))),
];
