import type { Wrong } from "../../config/problem.ts";
import type { Person, RolloutImage, Track } from "../../domain/rollout/state.ts";
import { remediesFor } from "./remedies.ts";

interface Answering {
  readonly verb: "approve" | "decline";
  readonly service: string;
  readonly environment: string;
  readonly by: Person;
}

/**
 * The image that a person means who names none: the only one that waits for an answer there.
 * `unchanged`: there is nothing to answer, and why.
 */
export function imageInQuestion(
  tracks: readonly Track[],
  { verb, service, environment, by }: Answering,
): { image: string } | { unchanged: string } | { wrong: Wrong } {
  const waiting = tracks.flatMap((track) =>
    track.rollouts.flatMap(({ image, steps }): RolloutImage[] => {
      const step = steps.find((one) => one.environment === environment);
      // A yes may be taken back until it starts.
      const open = step?.approval?.status === "wanted" || (verb === "decline" && step?.approval?.status === "granted");
      return step?.status === "waiting" && open ? [image] : [];
    }),
  );
  const [only, ...others] = waiting;
  const place = `${environment} of ${service}`;
  if (!only) return { unchanged: `no image waits for approval in ${place}: ${remediesFor(by).status}` };
  if (others.length === 0) return { image: only.id };
  const names = waiting.map(({ id, name }) => `${name} (${id})`).join(", ");
  return {
    wrong: { message: `several images wait for approval in ${place}: ${names}`, remedy: remediesFor(by).image },
  };
}
