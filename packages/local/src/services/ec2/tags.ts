import type { Tag, TagSpecification } from "@aws-sdk/client-ec2";
import { AwsError } from "../../endpoint/operations.ts";
import type { Ec2Operations } from "./ec2.ts";
import { filtered } from "./filters.ts";
import { page } from "./pages.ts";
import { type Ec2State, putTags, tagsOf } from "./state.ts";

const kinds = {
  ami: { type: "image", missing: "InvalidAMIID.NotFound" },
  lt: { type: "launch-template", missing: "InvalidLaunchTemplateId.NotFound" },
  i: { type: "instance", missing: "InvalidInstanceID.NotFound" },
} as const;

function kindOf(id: string) {
  const prefix = id.slice(0, id.indexOf("-"));
  return prefix === "ami" || prefix === "lt" || prefix === "i" ? kinds[prefix] : undefined;
}

/** Tags named at creation; refused where they are meant for another kind of resource than the one created. */
export function specifiedTags(
  specifications: readonly TagSpecification[] | undefined,
  type: "image" | "launch-template",
): [string, string][] {
  return (specifications ?? []).flatMap((specification) => {
    if (specification.ResourceType === type) return pairs(specification.Tags);
    // An AMI is registered together with its snapshots, which may be tagged in the same request.
    if (type === "image" && specification.ResourceType === "snapshot") return [];
    throw new AwsError(
      "InvalidParameterValue",
      `'${specification.ResourceType}' is not a valid taggable resource type for this operation.`,
    );
  });
}

function pairs(tags: readonly Tag[] | undefined): [string, string][] {
  return (tags ?? []).map((tag) => {
    const key = tag.Key ?? "";
    if (key === "") throw new AwsError("MissingParameter", "The request must contain the parameter Tag.Key");
    if (key.startsWith("aws:")) {
      throw new AwsError(
        "InvalidParameterValue",
        `Value ( ${key} ) for parameter key is invalid. Tag keys starting with 'aws:' are reserved for internal use`,
      );
    }
    return [key, tag.Value ?? ""];
  });
}

export function tagOperations(state: Ec2State) {
  const existing = (ids: readonly string[] | undefined): string[] => {
    if (!ids || ids.length === 0) {
      throw new AwsError("MissingParameter", "The request must contain the parameter resourceIdSet");
    }
    for (const id of ids) {
      const kind = kindOf(id);
      if (!kind) throw new AwsError("InvalidID", `The ID '${id}' is not valid`);
      if (!(state.images.has(id) || state.templates.has(id) || state.instances.has(id))) {
        throw new AwsError(kind.missing, `The ${kind.type} ID '${id}' does not exist`);
      }
    }
    return [...ids];
  };

  return {
    CreateTags: (input) => {
      for (const id of existing(input.Resources)) putTags(state, id, pairs(input.Tags));
      return {};
    },

    DeleteTags: (input) => {
      for (const id of existing(input.Resources)) {
        const own = state.tags.get(id);
        if (!input.Tags) own?.clear();
        for (const tag of input.Tags ?? []) {
          // Without a value the tag goes whatever it says, with one only if it says that.
          if (tag.Value === undefined || own?.get(tag.Key ?? "") === tag.Value) own?.delete(tag.Key ?? "");
        }
      }
      return {};
    },

    DescribeTags: (input) => {
      const all = [...state.tags].flatMap(([id, tags]) =>
        [...tags].map(([key, value]) => ({ id, key, value, type: kindOf(id)?.type })),
      );
      const found = filtered(
        all,
        input.Filters,
        {
          key: (tag) => tag.key,
          value: (tag) => tag.value,
          "resource-id": (tag) => tag.id,
          "resource-type": (tag) => tag.type,
        },
        (tag) => tagsOf(state, tag.id),
      );
      const { items, nextToken } = page(found, input.MaxResults, input.NextToken, "InvalidParameterValue");
      return {
        Tags: items.map((tag) => ({ Key: tag.key, Value: tag.value, ResourceId: tag.id, ResourceType: tag.type })),
        NextToken: nextToken,
      };
    },
  } satisfies Ec2Operations;
}
