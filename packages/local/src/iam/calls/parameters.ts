import { parameterArn } from "../../services/parameters.ts";
import { parameterKeyArn } from "../keys.ts";
import type { Asked } from "./asks.ts";
import type { Facts } from "./facts.ts";

/**
 * Reading a parameter by name, `name:version` or ARN. What decrypts a SecureString asks for its key as well
 * (https://docs.aws.amazon.com/systems-manager/latest/userguide/secure-string-parameter-kms-encryption.html).
 */
export function readsParameter(action: string, asked: string, decrypts: boolean, facts: Facts): readonly Asked[] {
  const name = asked.replace(/^arn:[^/]+:parameter(?=\/)/, "").split(":")[0] ?? "";
  const { account, region } = facts;
  // AWS's own parameters belong to no account.
  const resource = parameterArn(name, region, name.startsWith("/aws/") ? "" : account);
  const read = { action, resource, context: {} };
  if (!decrypts || !facts.isSecret(asked)) return [read];
  const context = {
    "kms:CallerAccount": account,
    "kms:ViaService": `ssm.${region}.amazonaws.com`,
    "kms:EncryptionContext:PARAMETER_ARN": resource,
  };
  return [read, { action: "kms:Decrypt", resource: parameterKeyArn(facts), context }];
}
