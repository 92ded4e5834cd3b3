import { AwsError } from "../../endpoint/operations.ts";
import type { LocalTemplate, LocalTemplateVersion, ResolvedTemplate } from "./model.ts";
import type { Ec2State } from "./state.ts";

/** How a template is named in a request: by id or by name. */
export interface TemplateName {
  readonly LaunchTemplateId?: string | undefined;
  readonly LaunchTemplateName?: string | undefined;
}

/** The template that the request names. Throws what EC2 answers where there is none. */
export function templateNamed(state: Ec2State, name: TemplateName): LocalTemplate {
  const { LaunchTemplateId: id, LaunchTemplateName: byName } = name;
  if (id !== undefined && byName !== undefined) {
    throw new AwsError(
      "InvalidParameterCombination",
      "You must specify either the launch template ID or the launch template name, not both.",
    );
  }
  if (id !== undefined) {
    if (!/^lt-([0-9a-f]{8}|[0-9a-f]{17})$/.test(id)) {
      throw new AwsError("InvalidLaunchTemplateId.Malformed", `Invalid id: "${id}" (expecting "lt-...")`);
    }
    const template = state.templates.get(id);
    if (template) return template;
    throw new AwsError(
      "InvalidLaunchTemplateId.NotFound",
      `The specified launch template, with template ID ${id}, does not exist.`,
    );
  }
  if (byName === undefined) {
    throw new AwsError("MissingParameter", "The request must contain the parameter LaunchTemplateId");
  }
  const template = [...state.templates.values()].find((candidate) => candidate.name === byName);
  if (template) return template;
  throw new AwsError(
    "InvalidLaunchTemplateName.NotFoundException",
    `The specified launch template, with template name ${byName}, does not exist.`,
  );
}

/** The number behind `7`, `$Latest`, `$Default` or nothing (the default version). NaN for anything else. */
export function versionNumber(template: LocalTemplate, version: string | undefined): number {
  if (version === undefined || version === "" || version === "$Default") return template.defaultVersion;
  if (version === "$Latest") return latestVersion(template);
  return /^\d+$/.test(version) ? Number(version) : Number.NaN;
}

export const latestVersion = (template: LocalTemplate) => Math.max(...template.versions.keys());

export function versionNamed(template: LocalTemplate, version: string | undefined): LocalTemplateVersion {
  const number = versionNumber(template, version);
  const found = template.versions.get(number);
  if (found) return found;
  if (Number.isNaN(number)) {
    throw new AwsError(
      "InvalidLaunchTemplateVersion.Malformed",
      `The launch template version '${version}' is no number, $Latest or $Default.`,
    );
  }
  throw new AwsError(
    "InvalidLaunchTemplateId.VersionNotFound",
    `Could not find the specified version ${number} for the launch template with ID ${template.id}.`,
  );
}

/** What a specification launches at this moment. */
export function resolveTemplate(
  state: Ec2State,
  parameter: (name: string) => string | undefined,
  specification: TemplateName & { readonly Version?: string | undefined },
): ResolvedTemplate {
  const { LaunchTemplateId, LaunchTemplateName, Version } = specification;
  // DescribeAutoScalingGroups shows id and name together and its answer may be handed back as it is: the id counts.
  const template = templateNamed(state, LaunchTemplateId !== undefined ? { LaunchTemplateId } : { LaunchTemplateName });
  const version = versionNamed(template, Version);
  return {
    id: template.id,
    name: template.name,
    version: version.number,
    data: version.data,
    imageId: resolveAlias(parameter, version.data.ImageId),
  };
}

/**
 * The AMI id behind `resolve:ssm:NAME` (a version `:3` or label after the name is passed over); anything else as it is.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/create-launch-template.html#use-an-ssm-parameter-instead-of-an-ami-id
 */
export function resolveAlias(
  parameter: (name: string) => string | undefined,
  imageId: string | undefined,
): string | undefined {
  const alias = /^resolve:ssm:([^:]+)/.exec(imageId ?? "");
  if (!alias?.[1]) return imageId;
  const value = parameter(alias[1]);
  if (value !== undefined) return value;
  throw new AwsError("ParameterNotFound", `Parameter ${alias[1]} not found.`);
}
