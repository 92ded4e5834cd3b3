import type { StopMessage } from "../../domain/rollout/messages.ts";
import type { GroupProgress, Track } from "../../domain/rollout/state.ts";

/** What is stopped, or taken back. */
export interface Stopped {
  /** The image's name. */
  readonly name: string;
  /** The groups in which something is done; `to`: the name of the image that they go back to, or its id. */
  readonly groups: readonly { readonly name: string; readonly to?: string }[];
  /** Whether a refresh is under way there. */
  readonly running: boolean;
}

/** What a message stops by the tracks that are expected when it has been taken. */
export function stoppedBy({ kind, image, environment }: StopMessage, tracks: readonly Track[]): Stopped {
  const rollouts = tracks.flatMap((track) => track.rollouts);
  // What groups ran before the first rollout is known by what was found there.
  const found = tracks.flatMap((track) => Object.values(track.found ?? {}).flat());
  const known = [...rollouts.map((one) => one.image), ...found];
  const nameOf = (id: string) => known.find((one) => one.id === id)?.name ?? id;
  const steps = rollouts.filter((one) => one.image.id === image).flatMap((one) => one.steps);
  const step = steps.find((one) => one.environment === environment);
  const groups: readonly GroupProgress[] = step && "groups" in step ? step.groups : [];
  return {
    name: nameOf(image),
    groups: groups
      .filter(({ status }) => status === "running" || status === "pending")
      .map((group) => {
        // One that is being refreshed goes back to what it came from; one that has been, to what it is told.
        const to = group.status === "running" ? group.from : group.to;
        return { name: group.name, ...(kind === "roll-back" && to !== undefined && { to: nameOf(to) }) };
      }),
    running: groups.some(({ status }) => status === "running"),
  };
}
