import {
  CreateLaunchTemplateVersionCommand,
  DescribeLaunchTemplateVersionsCommand,
  type EC2Client,
  type LaunchTemplateVersion,
} from "@aws-sdk/client-ec2";
import type { LaunchTemplates, TemplateVersion } from "../../ports.ts";
import { codeOf, refusalOf, refusalWith } from "./errors.ts";

type Client = Pick<EC2Client, "send">;

const mayVersion =
  "In the configuration, `launchTemplates` says which templates the service may give versions to; mend it, or the template's tags, and deploy";

/** The template or its version is not there (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html). */
const gone: ReadonlySet<string | undefined> = new Set([
  "InvalidLaunchTemplateId.NotFound",
  "InvalidLaunchTemplateId.VersionNotFound",
  "InvalidLaunchTemplateId.Malformed",
]);

export function ec2LaunchTemplates(client: Client): LaunchTemplates {
  return {
    async version(templateId, version) {
      const found = await describeVersion(client, templateId, version);
      if (!found?.imageId?.startsWith("resolve:ssm:")) return found;
      const resolvedImageId = await resolve(client, templateId, found.version);
      return { ...found, ...(resolvedImageId && { resolvedImageId }) };
    },
    async createVersion({ templateId, source, imageId, description, clientToken }) {
      try {
        const { LaunchTemplateVersion } = await client.send(
          new CreateLaunchTemplateVersionCommand({
            LaunchTemplateId: templateId,
            SourceVersion: String(source),
            VersionDescription: description,
            ClientToken: clientToken,
            LaunchTemplateData: { ImageId: imageId },
          }),
        );
        const version = LaunchTemplateVersion && templateVersion(LaunchTemplateVersion);
        if (!version) throw new Error(`CreateLaunchTemplateVersion of ${templateId} did not tell the version`);
        return { outcome: "created", version };
      } catch (error) {
        const reason = refusalWith(mayVersion, error);
        if (reason === undefined) throw error;
        return { outcome: "refused", reason };
      }
    },
  };
}

async function describeVersion(
  client: Client,
  templateId: string,
  version: string,
  resolveAlias = false,
): Promise<TemplateVersion | undefined> {
  try {
    const { LaunchTemplateVersions } = await client.send(
      new DescribeLaunchTemplateVersionsCommand({
        LaunchTemplateId: templateId,
        Versions: [version],
        ...(resolveAlias && { ResolveAlias: true }),
      }),
    );
    return LaunchTemplateVersions?.[0] && templateVersion(LaunchTemplateVersions[0]);
  } catch (error) {
    if (gone.has(codeOf(error))) return undefined;
    throw error;
  }
}

/**
 * With ResolveAlias the answer holds the image in place of the parameter, so it takes a second call. A parameter that
 * is gone, or not ours to read, is one that resolves to nothing.
 */
async function resolve(client: Client, templateId: string, version: number): Promise<string | undefined> {
  try {
    const imageId = (await describeVersion(client, templateId, String(version), true))?.imageId;
    return imageId?.startsWith("ami-") ? imageId : undefined;
  } catch (error) {
    if (refusalOf(error) === undefined) throw error;
    return undefined;
  }
}

function templateVersion(version: LaunchTemplateVersion): TemplateVersion | undefined {
  const { LaunchTemplateId, VersionNumber, VersionDescription, LaunchTemplateData: data } = version;
  if (!LaunchTemplateId || VersionNumber === undefined) return undefined;
  const profile = data?.IamInstanceProfile?.Name ?? data?.IamInstanceProfile?.Arn?.split("/").at(-1);
  return {
    templateId: LaunchTemplateId,
    version: VersionNumber,
    ...(data?.ImageId && { imageId: data.ImageId }),
    ...(data?.InstanceType && { instanceType: data.InstanceType }),
    ...(data?.InstanceRequirements && { attributeBased: true }),
    ...(profile !== undefined && { instanceProfile: profile }),
    ...(VersionDescription && { description: VersionDescription }),
  };
}
