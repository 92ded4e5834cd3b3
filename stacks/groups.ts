import type { Footprint, ServiceFootprint } from "../packages/core/src/domain/footprint.ts";
import { arn } from "./account.ts";
import { carrying } from "./tags.ts";

/** The service's groups as IAM tells them: by what they carry, or by their names. */
export function groupsOf({ groups }: ServiceFootprint, stageTag: Footprint["stageTag"]) {
  const byTags = merged(groups.flatMap((selector) => (selector.by === "tags" ? [selector.tags] : [])));
  const names = groups.flatMap((selector) => (selector.by === "name" ? selector.names : []));
  return [
    ...byTags.map((tags) => ({ resources: [groupArn("*")], conditions: carrying(tags) })),
    ...(names.length > 0
      ? [{ resources: names.map(groupArn), conditions: carrying(stageTag ? { [stageTag.key]: [stageTag.value] } : {}) }]
      : []),
  ];
}

/** The part between the colons is an id that AWS gives. */
const groupArn = (name: string) => arn("autoscaling", `autoScalingGroup:*:autoScalingGroupName/${name}`);

type Tags = Readonly<Record<string, string>>;
type Choices = Record<string, readonly string[]>;

/**
 * Selectors that differ in one tag alone, as those of a service's environments do, as one with a choice of values:
 * a policy that is shorter to review, and that lets through the same groups.
 */
function merged(selectors: readonly Tags[]): Choices[] {
  const all: Choices[] = [];
  for (const tags of selectors) {
    const into = all.find((choices) => differences(choices, tags).length <= 1 && sameKeys(choices, tags));
    const [different] = into ? differences(into, tags) : [];
    if (!into) all.push(Object.fromEntries(Object.entries(tags).map(([key, value]) => [key, [value]])));
    else if (different !== undefined) into[different] = [...(into[different] ?? []), tags[different] ?? ""];
  }
  return all;
}

/** Keys of which the values differ, or may be chosen already: a choice in two tags would let through combinations. */
const differences = (choices: Choices, tags: Tags) =>
  Object.keys(choices).filter((key) => choices[key]?.length !== 1 || choices[key][0] !== tags[key]);

const sameKeys = (choices: Choices, tags: Tags) =>
  Object.keys(choices).length === Object.keys(tags).length && Object.keys(tags).every((key) => key in choices);
