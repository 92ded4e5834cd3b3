import { parameterArn } from "../../services/parameters.ts";
import { parameterKeyArn } from "../keys.ts";
import type { Asked } from "./asks.ts";
import type { Facts } from "./facts.ts";

/** Doing something to a parameter, told by its name, `name:version` or its ARN. */
export function onParameter(action: string, asked: string, { account, region }: Facts): readonly [Asked] {
  const name = asked.replace(/^arn:[^/]+:parameter(?=\/)/, "").split(":")[0] ?? "";
  // AWS's own parameters belong to no account.
  return [{ action, resource: parameterArn(name, region, name.startsWith("/aws/") ? "" : account), context: {} }];
}

/**
 * Reading it in the clear: for a SecureString, Parameter Store asks for the key in the reader's name
 * (https://docs.aws.amazon.com/systems-manager/latest/userguide/secure-string-parameter-kms-encryption.html).
 */
export function decryptsParameter(action: string, asked: string, facts: Facts): readonly Asked[] {
  const [read] = onParameter(action, asked, facts);
  if (!facts.isSecret(asked)) return [read];
  const context = {
    "kms:CallerAccount": facts.account,
    "kms:ViaService": `ssm.${facts.region}.amazonaws.com`,
    "kms:EncryptionContext:PARAMETER_ARN": read.resource,
  };
  return [read, { action: "kms:Decrypt", resource: parameterKeyArn(facts), context }];
}
