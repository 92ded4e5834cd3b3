import type { EnvironmentPolicy, GroupSelector, LaunchTemplateSelector, Operators, Policy } from "./policy.ts";
import { subscriptionsOf } from "./subscription/subscriptionsOf.ts";

/**
 * The part of the configuration on which the deployed resources depend. The stacks see nothing else of it, so two
 * configurations with the same footprint deploy the same resources, whatever their delays and windows.
 */
export interface Footprint {
  /** In the order of their names. */
  readonly services: readonly ServiceFootprint[];
  /** A team that wants mail. */
  readonly mailReader?: string;
  /** SNS topics that are told; absent: none. */
  readonly topics?: readonly string[];
  /** Names of the secrets that sign what webhooks are told; absent: there is no webhook. */
  readonly webhookSecrets?: readonly string[];
  /** The sender of every mail. */
  readonly sender?: string;
  readonly operators?: Omit<Operators, "members">;
  /** In a sandbox: the tag without which nothing may be touched. */
  readonly stageTag?: { readonly key: string; readonly value: string };
}

export interface ServiceFootprint {
  readonly name: string;
  readonly families: readonly string[];
  /** Accounts whose images the families trust: ids, and `self`. */
  readonly imageOwners: readonly string[];
  /** How the groups are found, one selector for each environment. */
  readonly groups: readonly GroupSelector[];
  /** The launch templates of all environments. */
  readonly launchTemplates: readonly LaunchTemplateSelector[];
  readonly instanceRoles: readonly string[];
  /** Are groups pinned anywhere whose template names its image by a parameter? */
  readonly pins: boolean;
  /** Parameters that name its images to others; absent: none. */
  readonly parameters?: readonly string[];
}

export function footprintOf(policy: Policy): Footprint {
  const { operators, stageTag } = policy;
  const subscriptions = subscriptionsOf(policy);
  const mailReader = subscriptions.find(({ address }) => address.channel === "email")?.team;
  const topics = distinct(subscriptions.flatMap(({ address: { channel, to } }) => (channel === "sns" ? [to] : [])));
  const webhookSecrets = distinct(subscriptions.flatMap(({ address: { secret } }) => secret ?? []));
  const services = Object.values(policy.services).map(
    ({ name, families, environments }): ServiceFootprint => ({
      name,
      families,
      imageOwners: distinct(families.flatMap((family) => policy.families[family]?.owners ?? [])),
      groups: environments.map((environment) => environment.groups),
      launchTemplates: launchTemplatesOf(environments),
      instanceRoles: distinct(environments.flatMap((environment) => environment.instanceRoles)),
      pins: environments.some((environment) => environment.template === "pin"),
      ...parametersOf(environments),
    }),
  );
  return {
    services: services.sort((a, b) => (a.name < b.name ? -1 : 1)),
    ...(mailReader !== undefined && { mailReader }),
    ...(topics.length > 0 && { topics }),
    ...(webhookSecrets.length > 0 && { webhookSecrets }),
    ...(policy.email && { sender: policy.email.from }),
    ...(operators && { operators: withoutMembers(operators) }),
    ...(stageTag && { stageTag }),
  };
}

const withoutMembers = ({ members: _, ...told }: Operators) => told;

function parametersOf(environments: readonly EnvironmentPolicy[]): Pick<ServiceFootprint, "parameters"> {
  const parameters = distinct(environments.flatMap(({ imageParameters = {} }) => Object.values(imageParameters)));
  return parameters.length > 0 ? { parameters } : {};
}

/** Most environments say the same. */
function launchTemplatesOf(environments: readonly EnvironmentPolicy[]): LaunchTemplateSelector[] {
  const byText = new Map(environments.map(({ launchTemplates }) => [JSON.stringify(launchTemplates), launchTemplates]));
  return [...byText.values()];
}

const distinct = (names: readonly string[]): string[] => [...new Set(names)].sort();
