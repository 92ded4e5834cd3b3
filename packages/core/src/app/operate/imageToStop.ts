import type { Wrong } from "../../config/problem.ts";
import type { Person, Track } from "../../domain/rollout/state.ts";
import { remediesFor } from "./remedies.ts";

interface WhereToStop {
  readonly verb: "cancel" | "roll-back";
  readonly service: string;
  readonly environment: string;
  readonly by: Person;
}

/**
 * The image that a person means who names none: the one that came last there, in the only family that has one.
 * `unchanged`: there is nothing to stop, and why.
 */
export function imageToStop(
  tracks: readonly Track[],
  { verb, service, environment, by }: WhereToStop,
): { image: string } | { unchanged: string } | { wrong: Wrong } {
  const statuses: readonly string[] = verb === "cancel" ? ["running"] : ["running", "soaking", "succeeded"];
  const last = tracks.flatMap(({ rollouts }) => {
    const latest = rollouts.find(({ steps }) =>
      steps.some((step) => step.environment === environment && "groups" in step),
    );
    const step = latest?.steps.find((one) => one.environment === environment);
    return latest && step && statuses.includes(step.status) ? [latest.image] : [];
  });
  const [only, ...others] = last;
  const place = `${environment} of ${service}`;
  if (!only) {
    const nothing =
      verb === "cancel"
        ? `nothing is being refreshed in ${place}`
        : `nothing was refreshed in ${place} that could go back`;
    return { unchanged: `${nothing}: ${remediesFor(by).status}` };
  }
  if (others.length === 0) return { image: only.id };
  const names = last.map(({ id, name }) => `${name} (${id})`).join(", ");
  return {
    wrong: { message: `images of several families are meant in ${place}: ${names}`, remedy: remediesFor(by).image },
  };
}
