import type { RequestLaunchTemplateData } from "@aws-sdk/client-ec2";
import type { RegionContext } from "../../context.ts";
import type { Wiring } from "../../graph/wiring.ts";
import type { AutoScaling } from "../../services/autoscaling/autoScaling.ts";
import type { Ec2 } from "../../services/ec2/ec2.ts";
import type { TemplateName } from "../../services/ec2/findTemplates.ts";
import type { Ssm } from "../../services/ssm.ts";

type Tags = Readonly<Record<string, string>>;

/** What has to be known of the account to say what a call asks for. */
export interface Facts extends Pick<RegionContext, "account" | "region"> {
  /** The ARN of something in this account and Region. */
  arn(service: string, resource: string): string;
  group(name: string): { readonly arn: string; readonly tags: Tags; readonly subnets: readonly string[] } | undefined;
  /** A launch template in a version; undefined: there is none. */
  template(
    named: TemplateName & { readonly Version?: string | undefined },
  ): { readonly id: string; readonly tags: Tags; readonly data: RequestLaunchTemplateData } | undefined;
  /** `owner` as the condition key has it: an alias, or an account id. */
  image(id: string): { readonly owner: string; readonly public: boolean; readonly tags: Tags } | undefined;
  /** Whether the parameter is a SecureString. */
  isSecret(parameter: string): boolean;
  /** The attribute that is the table's partition key. */
  partitionKey(table: string): string | undefined;
}

export interface Known {
  readonly context: Pick<RegionContext, "account" | "region">;
  readonly ec2: Pick<Ec2, "images" | "templates" | "tagsOf">;
  readonly autoScaling: Pick<AutoScaling, "groups">;
  readonly ssm: Pick<Ssm, "isSecret">;
  readonly tables: Wiring["tables"];
}

export function factsOf({ context, ec2, autoScaling, ssm, tables }: Known): Facts {
  const { account, region } = context;
  return {
    account,
    region,
    arn: (service, resource) => `arn:aws:${service}:${region}:${account}:${resource}`,
    group(name) {
      const group = autoScaling.groups().find((one) => one.name === name);
      if (!group) return undefined;
      const tags = Object.fromEntries([...group.tags].map(([key, { value }]) => [key, value]));
      return { arn: group.arn, tags, subnets: group.subnets?.split(",").map((id) => id.trim()) ?? [] };
    },
    template({ LaunchTemplateId: id, LaunchTemplateName: name, Version = "$Default" }) {
      const template = ec2.templates().find((one) => (id === undefined ? one.name === name : one.id === id));
      if (!template) return undefined;
      const number =
        Version === "$Latest"
          ? Math.max(...template.versions.keys())
          : Version === "$Default" || Version === ""
            ? template.defaultVersion
            : Number(Version);
      const data = template.versions.get(number)?.data ?? {};
      return { id: template.id, tags: ec2.tagsOf(template.id), data };
    },
    image(id) {
      const image = ec2.images().find((one) => one.id === id);
      return image && { owner: image.ownerAlias ?? image.owner, public: image.public, tags: ec2.tagsOf(id) };
    },
    isSecret: ssm.isSecret,
    partitionKey: (table) => tables.find(({ name }) => name === table)?.keys.hash,
  };
}
