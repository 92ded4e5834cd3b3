import { AwsError } from "../endpoint/operations.ts";

export interface Parameter {
  readonly name: string;
  readonly value: string;
  readonly type: "String" | "StringList" | "SecureString";
  readonly dataType: string;
  readonly description?: string;
  readonly version: number;
  /** Epoch milliseconds, simulated. */
  readonly modifiedAt: number;
}

/** The parameters themselves, by name. Names that start without a slash are names of their own, as in AWS. */
export type Parameters = Map<string, Parameter>;

/** A parameter by name, `name:version` or ARN; only the version in force is kept. */
export function findParameter(parameters: Parameters, asked: string): Parameter | undefined {
  const [name = "", version] = asked.replace(/^arn:[^/]+:parameter(?=\/)/, "").split(":");
  // The ARN of `golden-ami` ends in `parameter/golden-ami`, that of `/golden/ami` in `parameter/golden/ami`.
  const found = parameters.get(name) ?? (asked.startsWith("arn:") ? parameters.get(name.slice(1)) : undefined);
  return version === undefined || found?.version === Number(version) ? found : undefined;
}

/** As the answer tells it; what a SecureString holds only with decryption. */
export function described(parameter: Parameter, region: string, account: string, decrypt: boolean) {
  const secret = parameter.type === "SecureString" && !decrypt;
  return {
    Name: parameter.name,
    Type: parameter.type,
    Value: secret ? Buffer.from(`local-kms:${parameter.value}`).toString("base64") : parameter.value,
    Version: parameter.version,
    LastModifiedDate: new Date(parameter.modifiedAt),
    ARN: parameterArn(parameter.name, region, account),
    DataType: parameter.dataType,
  };
}

export const parameterArn = (name: string, region: string, account: string): string =>
  `arn:aws:ssm:${region}:${account}:parameter${name.startsWith("/") ? "" : "/"}${name}`;

/** @throws AwsError for a name that AWS refuses. */
export function checkName(name: string): void {
  if (!/^[a-zA-Z0-9_.\-/]+$/.test(name)) {
    throw new AwsError("ValidationException", `Parameter name: only a mix of letters, numbers and .-_/ is allowed`);
  }
  if (/^\/?(aws|ssm)/i.test(name)) {
    throw new AwsError("AccessDeniedException", `No access to reserved parameter name: ${name}.`);
  }
}
