import type { Image } from "../image.ts";
import type { Rollout, Step, TagChange, Track } from "./state.ts";

/** An image may have 50 tags of 256 characters; of so many a track of many rollouts would grow too large. */
const kept = { tags: 12, characters: 100 } as const;

/** The tags of an image that people may want to know: not AWS's own, nor a name that says nothing new. */
export function tagsOf({ name, tags }: Pick<Image, "name" | "tags">): Record<string, string> {
  const all = Object.entries(tags).filter(([key, value]) => !key.startsWith("aws:") && value !== name);
  const short = (value: string) =>
    value.length <= kept.characters ? value : `${[...value].slice(0, kept.characters - 1).join("")}…`;
  return Object.fromEntries(
    all
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .slice(0, kept.tags)
      .map(([key, value]) => [key, short(value)]),
  );
}

/** What is new about an image where it comes: which one it replaces, and the tags in which they differ. */
export interface Difference {
  readonly replaces?: Rollout["image"];
  /** Where the environment was never refreshed: what its groups were found to run. */
  readonly runs?: Rollout["image"][];
  readonly tags?: TagChange[];
}

/**
 * Compares a rollout's image with the one that an environment was refreshed to last; what somebody has changed by hand
 * since shows when it starts. The first time there is none: then all its tags are new, and it says what groups were found
 * to run.
 */
export function differenceIn(track: Track, rollout: Rollout, environment: string): Difference {
  const before = lastIn(track, rollout, environment);
  const tags = tagChanges(rollout.tags ?? {}, before?.tags);
  const runs = before ? [] : (track.found?.[environment] ?? []).filter(({ id }) => id !== rollout.image.id);
  return {
    ...(before && { replaces: before.image }),
    ...(runs.length > 0 && { runs }),
    ...(tags.length > 0 && { tags }),
  };
}

/** Whether an environment was ever refreshed, as far as the track remembers. */
export const wasRefreshed = ({ rollouts }: Track, environment: string): boolean =>
  rollouts.some(({ steps }) =>
    steps.some((step) => step.environment === environment && refreshedAt(step) !== undefined),
  );

function lastIn({ rollouts }: Track, rollout: Rollout, environment: string): Rollout | undefined {
  let last: { readonly rollout: Rollout; readonly at: number } | undefined;
  for (const other of rollouts) {
    if (other.image.id === rollout.image.id) continue;
    const at = refreshedAt(other.steps.find((step) => step.environment === environment));
    if (at !== undefined && (!last || at > last.at)) last = { rollout: other, at };
  }
  return last?.rollout;
}

const refreshedAt = (step: Step | undefined): number | undefined =>
  step?.status === "succeeded" || step?.status === "soaking" ? step.endedAt.epochMilliseconds : undefined;

function tagChanges(tags: Readonly<Record<string, string>>, before: Rollout["tags"]): TagChange[] {
  const keys = [...new Set([...Object.keys(tags), ...Object.keys(before ?? {})])].sort();
  return keys.flatMap((key): TagChange[] => {
    const [value, was] = [tags[key], before?.[key]];
    if (value === was) return [];
    return [{ key, ...(value !== undefined && { value }), ...(was !== undefined && { was }) }];
  });
}
