import { suggest } from "@ami-refresh/core/config/closest.ts";
import { ConfigError } from "@ami-refresh/core/config/problem.ts";
import type { Policy, ServicePolicy } from "@ami-refresh/core/domain/policy.ts";

/**
 * The services that a command is about: the one that was named, or all.
 * @throws ConfigError, with what was probably meant, where `config` knows none of that name.
 */
export function servicesIn(
  policy: Policy,
  { service, config }: { readonly service?: string | undefined; readonly config: string },
  path: string,
): ServicePolicy[] {
  if (service === undefined) return Object.values(policy.services);
  const known = new Map(Object.entries(policy.services));
  const found = known.get(service);
  if (found) return [found];
  const names = [...known.keys()];
  const wrong = suggest(`there is no service \`${service}\``, service, names, `services are ${names.join(", ")}`);
  throw new ConfigError(config, [{ path, ...wrong }]);
}
