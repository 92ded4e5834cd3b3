import type { LaunchTemplateVersion, RequestLaunchTemplateData } from "@aws-sdk/client-ec2";
import { AwsError } from "../../endpoint/operations.ts";
import { once } from "./clientTokens.ts";
import type { Ec2Operations } from "./ec2.ts";
import { filtered } from "./filters.ts";
import { latestVersion, resolveAlias, templateNamed, versionNamed, versionNumber } from "./findTemplates.ts";
import { createdBy } from "./launchTemplates.ts";
import type { LocalTemplate, LocalTemplateVersion } from "./model.ts";
import { page } from "./pages.ts";
import type { Ec2State } from "./state.ts";

type Numbered = { readonly template: LocalTemplate; readonly version: LocalTemplateVersion };

export function templateVersionOperations(state: Ec2State, parameter: (name: string) => string | undefined) {
  const describe = ({ template, version }: Numbered, resolve: boolean): LaunchTemplateVersion => ({
    LaunchTemplateId: template.id,
    LaunchTemplateName: template.name,
    VersionNumber: version.number,
    VersionDescription: version.description,
    CreateTime: new Date(version.createdAt),
    CreatedBy: createdBy(state),
    DefaultVersion: version.number === template.defaultVersion,
    LaunchTemplateData: resolve
      ? { ...version.data, ImageId: resolveAlias(parameter, version.data.ImageId) }
      : version.data,
  });

  return {
    CreateLaunchTemplateVersion: (input) =>
      once(state, "CreateLaunchTemplateVersion", input, () => {
        const template = templateNamed(state, input);
        if (!input.LaunchTemplateData) {
          throw new AwsError("MissingParameter", "The request must contain the parameter LaunchTemplateData");
        }
        const source = input.SourceVersion === undefined ? undefined : versionNamed(template, input.SourceVersion);
        const version: LocalTemplateVersion = {
          number: template.nextVersion,
          createdAt: state.context.clock.now(),
          data: merged(source?.data, input.LaunchTemplateData),
          ...(input.VersionDescription !== undefined && { description: input.VersionDescription }),
        };
        template.nextVersion += 1;
        template.versions.set(version.number, version);
        return { LaunchTemplateVersion: describe({ template, version }, input.ResolveAlias === true) };
      }),

    DescribeLaunchTemplateVersions: (input) => {
      const found = filtered(
        selected(state, input),
        input.Filters,
        {
          "create-time": ({ version }) => new Date(version.createdAt).toISOString(),
          "image-id": ({ version }) => version.data.ImageId,
          "instance-type": ({ version }) => version.data.InstanceType,
          "is-default-version": ({ template, version }) => String(version.number === template.defaultVersion),
        },
        () => ({}),
      );
      const { items, nextToken } = page(found, input.MaxResults ?? 200, input.NextToken, "InvalidNextToken");
      return {
        LaunchTemplateVersions: items.map((item) => describe(item, input.ResolveAlias === true)),
        NextToken: nextToken,
      };
    },

    DeleteLaunchTemplateVersions: (input) => {
      const template = templateNamed(state, input);
      const results = (input.Versions ?? []).map((name) => {
        const number = versionNumber(template, name);
        const about = {
          LaunchTemplateId: template.id,
          LaunchTemplateName: template.name,
          VersionNumber: number,
        };
        if (number === template.defaultVersion) {
          const Message = "You can't delete the default version of a launch template.";
          return { ...about, ResponseError: { Code: "unexpectedError", Message } as const };
        }
        if (!template.versions.delete(number)) {
          const Message = `Could not find launch template version ${name}.`;
          return { ...about, ResponseError: { Code: "launchTemplateVersionDoesNotExist", Message } as const };
        }
        return about;
      });
      return {
        SuccessfullyDeletedLaunchTemplateVersions: results.filter((result) => !("ResponseError" in result)),
        UnsuccessfullyDeletedLaunchTemplateVersions: results.filter((result) => "ResponseError" in result),
      };
    },
  } satisfies Ec2Operations;
}

/** The source's parameters, except for those that the request names itself: one level deep, as in EC2. */
function merged(source: RequestLaunchTemplateData | undefined, data: RequestLaunchTemplateData) {
  const named = Object.entries(data).filter(([, value]) => value !== undefined);
  return { ...source, ...Object.fromEntries(named) };
}

interface Selection {
  readonly LaunchTemplateId?: string | undefined;
  readonly LaunchTemplateName?: string | undefined;
  readonly Versions?: readonly string[] | undefined;
  readonly MinVersion?: string | undefined;
  readonly MaxVersion?: string | undefined;
}

/** Newest first, as EC2 lists them. Without a template: the latest or default versions of all templates. */
function selected(state: Ec2State, input: Selection): Numbered[] {
  if (input.LaunchTemplateId === undefined && input.LaunchTemplateName === undefined) {
    const versions = input.Versions ?? [];
    if (versions.length === 0 || versions.some((version) => !version.startsWith("$"))) {
      throw new AwsError(
        "MissingParameter",
        "To describe versions other than $Latest and $Default, name the launch template by its ID or its name.",
      );
    }
    return [...state.templates.values()].flatMap((template) => numbered(template, versions));
  }
  const template = templateNamed(state, input);
  if (input.Versions?.length) return numbered(template, input.Versions);
  const from = input.MinVersion === undefined ? 1 : versionNumber(template, input.MinVersion);
  const to = input.MaxVersion === undefined ? latestVersion(template) : versionNumber(template, input.MaxVersion);
  return [...template.versions.values()]
    .filter(({ number }) => number >= from && number <= to)
    .sort((a, b) => b.number - a.number)
    .map((version) => ({ template, version }));
}

function numbered(template: LocalTemplate, versions: readonly string[]): Numbered[] {
  const unique = new Set(versions.map((version) => versionNamed(template, version)));
  return [...unique].map((version) => ({ template, version }));
}
