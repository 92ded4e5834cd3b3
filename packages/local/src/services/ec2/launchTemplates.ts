import type { LaunchTemplate } from "@aws-sdk/client-ec2";
import { AwsError } from "../../endpoint/operations.ts";
import { once } from "./clientTokens.ts";
import type { Ec2Operations, TemplateSeed } from "./ec2.ts";
import { filtered } from "./filters.ts";
import { latestVersion, templateNamed, versionNamed } from "./findTemplates.ts";
import type { LocalTemplate } from "./model.ts";
import { page } from "./pages.ts";
import { type Ec2State, putTags, tagList, tagsOf } from "./state.ts";
import { specifiedTags } from "./tags.ts";

export const createdBy = (state: Ec2State) => `arn:aws:iam::${state.context.account}:root`;

export function launchTemplateOperations(state: Ec2State) {
  const describe = (template: LocalTemplate): LaunchTemplate => ({
    LaunchTemplateId: template.id,
    LaunchTemplateName: template.name,
    CreateTime: new Date(template.createdAt),
    CreatedBy: createdBy(state),
    DefaultVersionNumber: template.defaultVersion,
    LatestVersionNumber: latestVersion(template),
    Tags: tagList(state, template.id),
  });

  return {
    CreateLaunchTemplate: (input) =>
      once(state, "CreateLaunchTemplate", input, () => {
        const name = freeName(state, input.LaunchTemplateName);
        if (!input.LaunchTemplateData) {
          throw new AwsError("MissingParameter", "The request must contain the parameter LaunchTemplateData");
        }
        const createdAt = state.context.clock.now();
        const template: LocalTemplate = {
          id: state.ids.next("lt"),
          name,
          createdAt,
          defaultVersion: 1,
          nextVersion: 2,
          versions: new Map([
            [
              1,
              {
                number: 1,
                createdAt,
                data: input.LaunchTemplateData,
                ...(input.VersionDescription !== undefined && { description: input.VersionDescription }),
              },
            ],
          ]),
        };
        const tags = specifiedTags(input.TagSpecifications, "launch-template");
        state.templates.set(template.id, template);
        putTags(state, template.id, tags);
        return { LaunchTemplate: describe(template) };
      }),

    DescribeLaunchTemplates: (input) => {
      const asked = [
        ...(input.LaunchTemplateIds ?? []).map((id) => templateNamed(state, { LaunchTemplateId: id })),
        ...(input.LaunchTemplateNames ?? []).map((name) => templateNamed(state, { LaunchTemplateName: name })),
      ];
      const found = filtered(
        asked.length > 0 ? asked : [...state.templates.values()],
        input.Filters,
        {
          "create-time": (template) => new Date(template.createdAt).toISOString(),
          "launch-template-name": (template) => template.name,
        },
        (template) => tagsOf(state, template.id),
      );
      const { items, nextToken } = page(found, input.MaxResults ?? 200, input.NextToken, "InvalidNextToken");
      return { LaunchTemplates: items.map(describe), NextToken: nextToken };
    },

    ModifyLaunchTemplate: (input) => {
      const template = templateNamed(state, input);
      // In the API reference DefaultVersion is a number; $Latest is taken as well, as EC2 does.
      if (input.DefaultVersion !== undefined) {
        template.defaultVersion = versionNamed(template, input.DefaultVersion).number;
      }
      return { LaunchTemplate: describe(template) };
    },

    DeleteLaunchTemplate: (input) => {
      const template = templateNamed(state, input);
      const answer = { LaunchTemplate: describe(template) };
      state.templates.delete(template.id);
      state.tags.delete(template.id);
      return answer;
    },
  } satisfies Ec2Operations;
}

/** Puts a template into the region as if it had been there since `createdAt`. Answers its id. */
export function seedTemplate(state: Ec2State, { name, versions, createdAt }: TemplateSeed): string {
  const template: LocalTemplate = {
    id: state.ids.next("lt"),
    name: freeName(state, name),
    createdAt,
    defaultVersion: 1,
    nextVersion: versions.length + 1,
    versions: new Map(versions.map((data, i) => [i + 1, { number: i + 1, createdAt, data }])),
  };
  state.templates.set(template.id, template);
  return template.id;
}

function freeName(state: Ec2State, name: string | undefined): string {
  if (!name) throw new AwsError("MissingParameter", "The request must contain the parameter LaunchTemplateName");
  if (!/^[a-zA-Z0-9().\-/_]{3,128}$/.test(name)) {
    throw new AwsError(
      "InvalidLaunchTemplateName.MalformedException",
      "A launch template name must be between 3 and 128 characters, and may contain letters, numbers, and the following characters: - ( ) . / _",
    );
  }
  if ([...state.templates.values()].some((template) => template.name === name)) {
    throw new AwsError("InvalidLaunchTemplateName.AlreadyExistsException", "Launch template name already in use.");
  }
  return name;
}
