import { familiesMeet } from "@ami-refresh/core/domain/familiesMeet.ts";
import type { Policy, ServicePolicy, Team } from "@ami-refresh/core/domain/policy.ts";
import { addressesIn, subscriptionsOfTeam } from "@ami-refresh/core/domain/subscription/subscriptionsOf.ts";
import type { CheckOptions } from "../options.ts";
import { styled, type Terminal } from "../terminal.ts";

/** Says what is in a configuration that was read. */
export function check(policy: Policy, options: CheckOptions, terminal: Terminal): number {
  const remarks = remarksOn(policy);
  terminal.out(options.json ? asJson(policy, options, remarks) : asText(policy, options, remarks, terminal));
  return 0;
}

function asJson(policy: Policy, { config }: CheckOptions, remarks: readonly string[]): string {
  const found = {
    ok: true,
    config,
    families: Object.keys(policy.families),
    environments: policy.environments,
    teams: Object.keys(policy.teams),
    services: Object.values(policy.services).map((service) => ({
      name: service.name,
      team: service.team,
      families: service.families,
      environments: service.environments.map(({ name }) => name),
    })),
    remarks,
  };
  return `${JSON.stringify(found, null, 2)}\n`;
}

function asText(policy: Policy, { config }: CheckOptions, remarks: readonly string[], terminal: Terminal): string {
  const lines = [`${config}: no problems`];
  const section = (title: string, items: readonly string[]): void => {
    lines.push("", styled(terminal, "bold", title), ...items.map((item) => `  ${item}`));
  };
  section(
    "Images",
    Object.values(policy.families).map((f) => `${f.name}: ${f.namePattern} of ${f.owners.join(", ")}`),
  );
  section("Environments, in promotion order", policy.environments);
  section("Teams", Object.values(policy.teams).map(describeTeam));
  section(
    "Services",
    Object.values(policy.services).map((service) => describeService(service)),
  );
  if (remarks.length > 0) section("Remarks", remarks);
  return `${lines.join("\n")}\n`;
}

function describeTeam(team: Team): string {
  const addresses = new Set(subscriptionsOfTeam(team).map(({ address }) => address.to));
  return `${team.name}: ${[...addresses].join(", ") || "no messages"}`;
}

function describeService({ name, team, families, environments }: ServicePolicy): string {
  return `${name} (${team}): ${families.join(", ")} in ${environments.map((e) => e.name).join(", ")}`;
}

const pairsOf = <T>(all: readonly T[]): [T, T][] =>
  all.flatMap((one, i) => all.slice(i + 1).map((other): [T, T] => [one, other]));

/** What is allowed, but perhaps not meant. */
function remarksOn(policy: Policy): string[] {
  const services = Object.values(policy.services);
  const used = new Set(services.flatMap(({ families }) => families));
  const remarks = Object.keys(policy.families)
    .filter((name) => !used.has(name))
    .map((name) => `no service runs images of ${name}`);
  for (const { name, families } of services) {
    for (const [a, b] of pairsOf(families.flatMap((family) => policy.families[family] ?? []))) {
      if (!familiesMeet(a, b)) continue;
      remarks.push(
        `${name} follows ${a.name} and ${b.name}, and an image may be of both: it comes to ${name} twice, and groups on images of either are taken to those of the other`,
      );
    }
  }
  for (const team of Object.values(policy.teams)) {
    if (subscriptionsOfTeam(team).length === 0) remarks.push(`the team ${team.name} gets no messages`);
    if (addressesIn(team, "email").length > 0 && !policy.email) {
      remarks.push(`the team ${team.name} wants mail: add \`email: { from: … }\` before deploying`);
    }
    if (!services.some((service) => service.team === team.name)) remarks.push(`the team ${team.name} has no service`);
  }
  return remarks;
}
