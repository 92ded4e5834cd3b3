import { AwsError } from "@ami-refresh/local/endpoint/operations.ts";
import { anAwsError } from "../../support/awsClient.ts";
import { call } from "../../unit/local/ec2/region.ts";

type Operation = (input: unknown, context: typeof call) => unknown;

/** A client of the AWS SDK that hands its calls to a simulated service in this process, with nothing in between. */
export function inProcess<Client extends { send: unknown }>(operations: object): Pick<Client, "send"> {
  const known = operations as Readonly<Record<string, Operation | undefined>>;
  const send = async (command: { readonly input: unknown }) => {
    const operation = command.constructor.name.replace(/Command$/, "");
    const run = known[operation];
    if (!run) throw anAwsError("NotImplemented", `${operation} is not simulated`, 501);
    try {
      return await run(command.input, call);
    } catch (error) {
      throw error instanceof AwsError ? anAwsError(error.code, error.message, error.status) : error;
    }
  };
  return { send } as unknown as Pick<Client, "send">;
}
