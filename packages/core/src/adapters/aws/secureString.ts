import { GetParameterCommand, type SSMClient } from "@aws-sdk/client-ssm";
import { codeOf } from "./errors.ts";

/**
 * The value of a SecureString of Parameter Store.
 * @throws naming the parameter and the remedy where there is none.
 */
export async function secureString(ssm: Pick<SSMClient, "send">, name: string): Promise<string> {
  try {
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name: name, WithDecryption: true }));
    if (Parameter?.Value) return Parameter.Value;
  } catch (error) {
    if (codeOf(error) !== "ParameterNotFound") throw error;
  }
  throw new Error(
    `there is no parameter ${name}: put it there with "aws ssm put-parameter --name ${name} --type SecureString"`,
  );
}
