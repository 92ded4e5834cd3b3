import type { EventType } from "../../events.ts";
import type { News } from "./latest.ts";

/** What has happened, as a participle; other events are news. */
const participles: Partial<Readonly<Record<EventType, string>>> = {
  "step.failed": "failed",
  "approval.wanted": "waiting for an approval",
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

/** `2 failed, 3 refreshed, 1 other`: the important ones first. */
export function countsOf(news: readonly News[]): string {
  const known = Object.entries(participles).map(([type, word]) => {
    const n = news.filter(({ event }) => event.type === type).length;
    return { n, word };
  });
  const others = news.filter(({ event }) => participles[event.type] === undefined).length;
  return [...known, { n: others, word: "other" }]
    .filter(({ n }) => n > 0)
    .map(({ n, word }) => `${n} ${word}`)
    .join(", ");
}

/** The services of which something is told, each once. */
export const servicesOf = (news: readonly News[]): string[] => [
  ...new Set(news.flatMap(({ event: { detail } }) => ("service" in detail ? detail.service : []))),
];
