import type { GroupSelector, Policy } from "./policy.ts";

/**
 * The part of the configuration on which the deployed resources depend. The stacks see nothing else of it, so two
 * configurations with the same footprint deploy the same resources, whatever their delays and windows.
 */
export interface Footprint {
  /** In the order of their names. */
  readonly services: readonly ServiceFootprint[];
  /** A team that wants mail. */
  readonly mailReader?: string;
  /** The sender of every mail. */
  readonly sender?: string;
}

export interface ServiceFootprint {
  readonly name: string;
  readonly families: readonly string[];
  /** How the groups are found, one selector for each environment. */
  readonly groups: readonly GroupSelector[];
}

export function footprintOf(policy: Policy): Footprint {
  const mailReader = Object.values(policy.teams).find((team) => team.email.length > 0)?.name;
  const services = Object.values(policy.services).map(({ name, families, environments }) => ({
    name,
    families,
    groups: environments.map((environment) => environment.groups),
  }));
  return {
    services: services.sort((a, b) => (a.name < b.name ? -1 : 1)),
    ...(mailReader !== undefined && { mailReader }),
    ...(policy.email && { sender: policy.email.from }),
  };
}
