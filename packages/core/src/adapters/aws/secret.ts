import { GetParameterCommand, type SSMClient } from "@aws-sdk/client-ssm";
import { codeOf } from "./errors.ts";

/** A secret that is read when it is first needed, and kept. */
export interface Secret {
  /** @throws naming the parameter and the remedy where there is none. */
  read(): Promise<string>;
  /** Read it anew the next time: somebody has changed it. */
  forget(): void;
}

/** A SecureString of Parameter Store. */
export function parameterSecret(ssm: Pick<SSMClient, "send">, name: string): Secret {
  let value: string | undefined;
  return {
    async read() {
      value ??= await readParameter(ssm, name);
      return value;
    },
    forget() {
      value = undefined;
    },
  };
}

async function readParameter(ssm: Pick<SSMClient, "send">, name: string): Promise<string> {
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
