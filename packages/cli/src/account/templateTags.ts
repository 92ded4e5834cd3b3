import { pages } from "@ami-refresh/core/adapters/aws/pages.ts";
import type { DoctorPorts } from "@ami-refresh/core/app/doctor/ports.ts";
import { DescribeLaunchTemplatesCommand, type EC2Client, type LaunchTemplate } from "@aws-sdk/client-ec2";
import { asking } from "./answers.ts";

/**
 * The tags of launch templates. All of the Region are read and not those with the ids: among ids, one template that is
 * gone hides the others behind an error, and DescribeLaunchTemplates has no filter by id.
 */
export function templateTags(client: Pick<EC2Client, "send">): DoctorPorts["launchTemplates"]["tags"] {
  return (ids) =>
    asking("ec2:DescribeLaunchTemplates", async () => {
      const found = new Map<string, Readonly<Record<string, string>>>();
      if (ids.length === 0) return found;
      for await (const { LaunchTemplates = [] } of pages((NextToken) =>
        client.send(new DescribeLaunchTemplatesCommand({ MaxResults: 200, NextToken })),
      )) {
        for (const template of LaunchTemplates) {
          const { LaunchTemplateId: id } = template;
          if (id && ids.includes(id)) found.set(id, tagsOf(template));
        }
      }
      return found;
    });
}

const tagsOf = ({ Tags = [] }: LaunchTemplate): Record<string, string> =>
  Object.fromEntries(Tags.map(({ Key = "", Value = "" }) => [Key, Value]));
