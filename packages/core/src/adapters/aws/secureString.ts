import { randomBytes } from "node:crypto";
import { GetParameterCommand, PutParameterCommand, type SSMClient } from "@aws-sdk/client-ssm";
import { codeOf } from "./errors.ts";
import { NoSecret } from "./secret.ts";

/**
 * The value of a SecureString of Parameter Store.
 * @throws NoSecret, naming the parameter and the remedy.
 */
export async function secureString(ssm: Pick<SSMClient, "send">, name: string): Promise<string> {
  const value = await read(ssm, name);
  if (value) return value;
  throw new NoSecret(
    `there is no parameter ${name}: put it there with "aws ssm put-parameter --name ${name} --type SecureString"`,
  );
}

/** The same for a secret that nobody but us has to know: made of 32 random bytes where there is none. */
export async function ownSecret(ssm: Pick<SSMClient, "send">, name: string): Promise<string> {
  const value = await read(ssm, name);
  if (value) return value;
  const Value = randomBytes(32).toString("base64url");
  try {
    await ssm.send(new PutParameterCommand({ Name: name, Type: "SecureString", Value, Overwrite: false }));
    return Value;
  } catch (error) {
    // Somebody else has made it at the same moment.
    if (codeOf(error) !== "ParameterAlreadyExists") throw error;
    return secureString(ssm, name);
  }
}

/** Undefined: there is none. */
async function read(ssm: Pick<SSMClient, "send">, name: string): Promise<string | undefined> {
  try {
    return (await ssm.send(new GetParameterCommand({ Name: name, WithDecryption: true }))).Parameter?.Value;
  } catch (error) {
    if (codeOf(error) !== "ParameterNotFound") throw error;
    return undefined;
  }
}
