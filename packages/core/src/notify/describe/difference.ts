import type { RolloutImage, TagChange } from "../../domain/rollout/state.ts";
import type { Fact } from "../message.ts";
import { clip, code, join, say, strong, type Text } from "../text.ts";
import { writeSpan } from "../times.ts";

interface Before {
  readonly replaces?: RolloutImage | undefined;
  readonly runs?: readonly RolloutImage[] | undefined;
}

interface New extends Before {
  readonly image: RolloutImage;
  readonly tags?: readonly TagChange[] | undefined;
}

/** What is different about an image: which one it replaces, how far behind that is, and their tags. */
export function differenceFacts({ image, tags, ...before }: New): Fact[] {
  const replaced = replacedBy(before).map((one) => say`${strong(one.name)} · ${code(one.id)}${older(one, image)}`);
  return [
    ...(replaced.length === 0 ? [] : [{ name: "Replaces", value: join(replaced, "; ") }]),
    ...tagFacts(tags ?? []),
  ];
}

/** What an environment runs now, for a line about it. */
export function runsNow(before: Before, image: RolloutImage): Text[] {
  const replaced = replacedBy(before).map((one) => say`${one.name}${older(one, image)}`);
  return replaced.length === 0 ? [] : [say`runs ${join(replaced, "; ")}`];
}

const replacedBy = ({ replaces, runs = [] }: Before): readonly RolloutImage[] => (replaces ? [replaces] : runs);

function older(replaces: RolloutImage, image: RolloutImage): string {
  const [before, now] = [replaces.createdAt, image.createdAt];
  return before.epochMilliseconds < now.epochMilliseconds ? `, ${writeSpan(before, now)} older` : "";
}

const most = { tags: 8, characters: 60 } as const;

function tagFacts(tags: readonly TagChange[]): Fact[] {
  if (tags.length === 0) return [];
  const changed = tags.some(({ was }) => was !== undefined);
  const shown = tags.slice(0, most.tags).map(tagText);
  const more = tags.length > most.tags ? [say`and ${tags.length - most.tags} more`] : [];
  return [{ name: changed ? "Tags that changed" : "Tags", value: join([...shown, ...more], " · ") }];
}

function tagText({ key, value, was }: TagChange): Text {
  const name = clip(key, most.characters);
  if (value === undefined) return say`${name} is gone (was ${clip(was ?? "", most.characters)})`;
  const before = was === undefined ? "" : ` (was ${clip(was, most.characters)})`;
  return say`${name}: ${clip(value, most.characters)}${before}`;
}
