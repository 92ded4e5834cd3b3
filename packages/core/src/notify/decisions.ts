import { answerButtons, pauseButtons } from "./buttons.ts";
import type { Known } from "./known.ts";
import type { Progress } from "./progress.ts";
import { paragraph, type SlackBlock } from "./slack.ts";
import { pausedText } from "./standing.ts";
import { say } from "./text.ts";

type News = Progress["news"][string];

/** Whether nothing is left to decide: it has reached its end, or goes no further. */
export function hasEnded({ news, completedAt }: Progress, environments: readonly string[]): boolean {
  const all = environments.map((name) => news[name]?.status);
  if (all.includes("running")) return false;
  return completedAt !== undefined || all.some((status) => status && stops.has(status)) || !all.includes(undefined);
}

const stops: ReadonlySet<News["status"]> = new Set(["failed", "rolled-back", "declined"]);

/** What can be decided now, and what was decided of pauses. */
export function decisions(
  { service, image, pauses = [], ...progress }: Known,
  environments: readonly string[],
  zone: string,
): SlackBlock[] {
  const asked = environments.filter((name) => isAsked(progress, name)).slice(0, mostAsked);
  const buttons = pauseButtons(service, pauses);
  return [
    ...pauses.slice(0, mostAsked).map((pause) => paragraph(say`⏸️ ${pausedText(pause, service)}`, zone)),
    ...asked.map((name) => answerButtons({ service, image }, name)),
    ...(buttons ? [buttons] : []),
  ];
}

/** A message holds fifty blocks. */
const mostAsked = 10;

/** Whether somebody is asked to approve it, and nobody has answered. */
export const isAsked = ({ news, approvals }: Pick<Progress, "news" | "approvals">, environment: string): boolean =>
  approvals[environment]?.status === "wanted" && news[environment] === undefined;
