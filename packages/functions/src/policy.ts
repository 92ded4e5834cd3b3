import path from "node:path";
import { readPolicy } from "@ami-refresh/core/adapters/configFile.ts";
import type { ServicePolicy } from "@ami-refresh/core/domain/policy.ts";
import { required } from "./environment.ts";

/** The configuration as it was deployed with the function, read once per cold start. */
export const policy = readPolicy(path.join(required("LAMBDA_TASK_ROOT"), required("AMI_REFRESH_CONFIG")));

/** @throws if the configuration that was deployed knows no such service. */
export function serviceNamed(name: string): ServicePolicy {
  const service = policy.services[name];
  if (service) return service;
  throw new Error(`SERVICE names ${name}, which is no service of ${required("AMI_REFRESH_CONFIG")}: deploy again`);
}
