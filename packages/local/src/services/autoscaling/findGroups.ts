import type { Filter } from "@aws-sdk/client-auto-scaling";
import type { LocalGroup } from "./model.ts";
import { invalid } from "./state.ts";

/**
 * The groups that match every filter: `tag:KEY` one of the values under that key, `tag-key` and `tag-value` each
 * anywhere and independently of each other. No wildcards, case matters.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/use-tag-filters-aws-cli.html
 */
export function matchingGroups(groups: readonly LocalGroup[], filters: readonly Filter[] | undefined): LocalGroup[] {
  const tests = (filters ?? []).map(testOf);
  return groups.filter((group) => tests.every((test) => test(group)));
}

function testOf({ Name = "", Values = [] }: Filter): (group: LocalGroup) => boolean {
  if (Name.startsWith("tag:")) {
    return (group) => {
      const tag = group.tags.get(Name.slice(4));
      return tag !== undefined && Values.includes(tag.value);
    };
  }
  if (Name === "tag-key") return (group) => Values.some((key) => group.tags.has(key));
  if (Name === "tag-value") return (group) => [...group.tags.values()].some((tag) => Values.includes(tag.value));
  throw invalid(`Filter type ${Name} is not correct. Allowed Filter types are: tag-key tag-value tag:<key>`);
}
