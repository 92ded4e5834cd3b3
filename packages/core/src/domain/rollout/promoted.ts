import type { ServicePolicy } from "../policy.ts";
import type { Command } from "./messages.ts";
import type { Step, Track } from "./state.ts";

/**
 * The parameters to be written: an environment that has one names there the image with which it succeeded last. A step
 * that was skipped says nothing: no group was seen to run its image.
 */
export function promoted(before: Track, after: Track, policy: ServicePolicy): Command[] {
  return policy.environments.flatMap((environment): Command[] => {
    const parameter = environment.imageParameters?.[after.family];
    if (parameter === undefined) return [];
    return after.rollouts.flatMap(({ image, steps }): Command[] => {
      const previous = before.rollouts.find((rollout) => rollout.image.id === image.id);
      const succeededNow =
        hasSucceeded(stepIn(steps, environment.name)) && !hasSucceeded(stepIn(previous?.steps ?? [], environment.name));
      return succeededNow
        ? [{ kind: "write-parameter", environment: environment.name, image: image.id, parameter }]
        : [];
    });
  });
}

const stepIn = (steps: readonly Step[], environment: string) => steps.find((step) => step.environment === environment);

/** A step that soaks has succeeded: it only keeps newer images out. */
const hasSucceeded = (step: Step | undefined) => step?.status === "soaking" || step?.status === "succeeded";
