import type { RolloutSummary } from "../../summary.ts";
import type { View } from "../../view.ts";

/** The rollouts of a service that are worth a place: all that are alive, and of each family the latest. Newest first. */
export function shownRollouts(view: View, service: string): RolloutSummary[] {
  const all = view.summary.rollouts
    .filter((rollout) => rollout.service === service)
    .toSorted((a, b) => (a.publishedAt < b.publishedAt ? 1 : -1));
  return all.filter(
    (rollout) => rollout.status === "active" || rollout === all.find((other) => other.family === rollout.family),
  );
}

/** Every moment (epoch milliseconds) that the picture of these rollouts has to reach. */
export function momentsOf(rollouts: readonly RolloutSummary[], now: number): number[] {
  const texts = rollouts.flatMap((rollout) => [
    rollout.publishedAt,
    ...rollout.steps.flatMap((step) => [step.dueAt, step.startedAt, step.endedAt]),
  ]);
  const moments = texts.flatMap((text) => (text ? [Date.parse(text)] : []));
  return moments.length > 0 ? [...moments, now] : [];
}
