import type { Tag } from "@aws-sdk/client-auto-scaling";
import { page } from "../ec2/pages.ts";
import type { AutoScalingOperations } from "./autoScaling.ts";
import type { LocalGroup } from "./model.ts";
import { type AutoScalingState, groupNamed, invalid } from "./state.ts";

export function putTag(group: LocalGroup, tag: Tag): void {
  const key = tag.Key ?? "";
  if (key === "" || key.length > 128) throw invalid("A tag key must be between 1 and 128 characters long.");
  if (key.startsWith("aws:")) throw invalid("Tag keys starting with 'aws:' are reserved for internal use.");
  group.tags.set(key, { value: tag.Value ?? "", propagate: tag.PropagateAtLaunch ?? false });
}

export const describeTags = (group: LocalGroup) =>
  [...group.tags].map(([key, { value, propagate }]) => ({
    ResourceId: group.name,
    ResourceType: "auto-scaling-group",
    Key: key,
    Value: value,
    PropagateAtLaunch: propagate,
  }));

export function tagOperations(state: AutoScalingState) {
  return {
    CreateOrUpdateTags: (input) => {
      const pairs = (input.Tags ?? []).map((tag) => ({ tag, group: groupNamed(state, tag.ResourceId) }));
      for (const { tag, group } of pairs) putTag(group, tag);
      return {};
    },

    DeleteTags: (input) => {
      const pairs = (input.Tags ?? []).map((tag) => ({ tag, group: groupNamed(state, tag.ResourceId) }));
      for (const { tag, group } of pairs) group.tags.delete(tag.Key ?? "");
      return {};
    },

    DescribeTags: (input) => {
      const found = [...state.groups.values()].flatMap(describeTags).filter((tag) =>
        (input.Filters ?? []).every(({ Name, Values = [] }) => {
          if (Name === "auto-scaling-group") return Values.includes(tag.ResourceId);
          if (Name === "key") return Values.includes(tag.Key);
          if (Name === "value") return Values.includes(tag.Value);
          if (Name === "propagate-at-launch") return Values.includes(String(tag.PropagateAtLaunch));
          throw invalid(
            `Filter type ${Name} is not correct. Allowed Filter types are: auto-scaling-group key value propagate-at-launch`,
          );
        }),
      );
      const { items, nextToken } = page(found, input.MaxRecords ?? 50, input.NextToken, "InvalidNextToken");
      return { Tags: items, NextToken: nextToken };
    },
  } satisfies AutoScalingOperations;
}
