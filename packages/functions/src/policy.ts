import { readFileSync } from "node:fs";
import path from "node:path";
import { decodePolicy, policyFile } from "@ami-refresh/core/adapters/policyFile.ts";
import type { ServicePolicy } from "@ami-refresh/core/domain/policy.ts";

// `sst dev` sets no LAMBDA_TASK_ROOT: it runs functions in the directory of their bundle.
const file = path.resolve(process.env.LAMBDA_TASK_ROOT ?? "", policyFile);

/** The configuration as it was deployed with the function, read once per cold start. */
export const policy = decodePolicy(readFileSync(file, "utf8"), file);

/** @throws if the configuration that was deployed knows no such service. */
export function serviceNamed(name: string): ServicePolicy {
  const service = policy.services[name];
  if (service) return service;
  throw new Error(`SERVICE names ${name}, which is no service of the configuration: deploy again`);
}
