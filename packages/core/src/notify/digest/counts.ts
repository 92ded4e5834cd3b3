import type { EventType } from "../../events.ts";
import type { Told } from "./everything.ts";
import type { News } from "./latest.ts";

/** What has happened, as a participle; other events are news. */
const participles: Partial<Readonly<Record<EventType, string>>> = {
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
};

/** `2 failed, 3 refreshed, everything paused, 1 other`: the important ones first. */
export function countsOf(news: readonly Told[]): string {
  const known = Object.entries(participles).flatMap(([type, word]) => {
    const alike = news.filter(({ event }) => event.type === type);
    const each = alike.filter(({ services }) => services === undefined).length;
    return [...counted(each, word), ...(alike.length > each ? [`everything ${word}`] : [])];
  });
  const others = news.filter(({ event }) => participles[event.type] === undefined).length;
  return [...known, ...counted(others, "other")].join(", ");
}

const counted = (n: number, word: string): string[] => (n > 0 ? [`${n} ${word}`] : []);

/** The services of which something is told, each once. */
export const servicesOf = (news: readonly News[]): string[] => [
  ...new Set(news.flatMap(({ event: { detail } }) => ("service" in detail ? detail.service : []))),
];
