import type { ServicePolicy } from "../policy.ts";
import type { Command } from "./messages.ts";
import type { Step, Track } from "./state.ts";

/**
 * The parameters to be written: an environment that has one names there the image with which it succeeded last, or to which
 * it was taken back. A step that was skipped says nothing: no group was seen to run its image.
 */
export function promoted(before: Track, after: Track, policy: ServicePolicy): Command[] {
  return policy.environments.flatMap((environment): Command[] => {
    const parameter = environment.imageParameters?.[after.family];
    if (parameter === undefined) return [];
    return after.rollouts.flatMap(({ image, steps }): Command[] => {
      const previous = before.rollouts.find((rollout) => rollout.image.id === image.id);
      const [was, is] = [stepIn(previous?.steps ?? [], environment.name), stepIn(steps, environment.name)];
      const runs = hasSucceeded(is) && !hasSucceeded(was) ? image.id : takenBackTo(was, is);
      return runs === undefined
        ? []
        : [{ kind: "write-parameter", environment: environment.name, image: runs, parameter }];
    });
  });
}

const stepIn = (steps: readonly Step[], environment: string) => steps.find((step) => step.environment === environment);

/** In a step that was rolled back, only groups that had succeeded were refreshed once more. */
function takenBackTo(was: Step | undefined, is: Step | undefined): string | undefined {
  if (is?.status !== "rolled-back" || was?.status === "rolled-back") return undefined;
  return is.groups.find(({ status }) => status === "succeeded")?.to;
}

/** A step that soaks has succeeded: it only keeps newer images out. */
const hasSucceeded = (step: Step | undefined) => step?.status === "soaking" || step?.status === "succeeded";
