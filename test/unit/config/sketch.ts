import { ConfigError, type Problem } from "@ami-refresh/core/config/problem.ts";
import { readConfig } from "@ami-refresh/core/config/read.ts";
import type { EnvironmentPolicy, Policy } from "@ami-refresh/core/domain/policy.ts";

/** A configuration of one service, with sections put in place of its own or beside them. Each is YAML on one line. */
export function aConfiguration(sections: Readonly<Record<string, string>> = {}): string {
  const all = {
    images: '{ base: { owners: [self], name: "base-*" } }',
    environments: "{ development: {}, production: {} }",
    teams: "{ payments: {} }",
    services: "{ checkout: { team: payments, image: base } }",
    ...sections,
  };
  return Object.entries(all)
    .map(([key, value]) => `${key}: ${value}\n`)
    .join("");
}

export const policyOf = (sections: Readonly<Record<string, string>> = {}): Policy =>
  readConfig(aConfiguration(sections), "test.yaml");

/** The configuration with these settings of its one service's environment `production`. */
export function productionWith(settings: string, sections: Readonly<Record<string, string>> = {}): EnvironmentPolicy {
  const services = `{ checkout: { team: payments, image: base, environments: { production: { ${settings} } } } }`;
  return environmentOf(policyOf({ services, ...sections }), "checkout", "production");
}

export function environmentOf(policy: Policy, service: string, environment: string): EnvironmentPolicy {
  const found = policy.services[service]?.environments.find(({ name }) => name === environment);
  if (!found) throw new Error(`${service} has no environment ${environment}`);
  return found;
}

export function problemsOf(text: string): readonly Problem[] {
  return errorOf(text).problems;
}

export function errorOf(text: string): ConfigError {
  try {
    readConfig(text, "test.yaml");
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error("the configuration has no problems");
}

/** The one problem of a configuration with these sections, as its reader sees it, without the place. */
export function complaintOf(sections: Readonly<Record<string, string>>): string {
  const error = errorOf(aConfiguration(sections));
  return error.message.replace(/^test\.yaml:\d+:\d+ /gm, "");
}
