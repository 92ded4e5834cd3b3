import { besideGate } from "@ami-refresh/core/domain/gates/besideGate.ts";
import type { Summary } from "../summary.ts";

/** Why a run was no success, a line for each reason; empty: every step succeeded. */
export function shortcomings(summary: Summary): string[] {
  const steps = summary.rollouts.flatMap(({ service, family, image, steps }) =>
    steps
      .filter(({ status }) => status !== "succeeded" && status !== "superseded")
      .map((step) => {
        const why = step.reason ?? step.waits.map((wait) => `${wait.gate}: ${besideGate(wait)}`).join("; ");
        return `${service} (${family}) in ${step.environment} is ${step.status} with ${image}${why ? `: ${why}` : ""}`;
      }),
  );
  const dead = Object.entries(summary.deadLetters).map(
    ([queue, count]) => `${count} message${count === 1 ? "" : "s"} ended in the dead-letter queue ${queue}`,
  );
  return [...steps, ...dead];
}
