/** What an operation of a fake client does with its input: answers, or throws. */
type Operation = (input: Readonly<Record<string, unknown>>) => unknown;

export interface Call {
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** A client of the AWS SDK that asks nobody. What it is not told to answer fails. */
export function anAwsClient<Client extends { send: unknown }>(
  operations: Readonly<Record<string, Operation>>,
): Pick<Client, "send"> & { readonly calls: Call[] } {
  const calls: Call[] = [];
  const send = async (command: { readonly input: Call["input"] }) => {
    const operation = command.constructor.name.replace(/Command$/, "");
    calls.push({ operation, input: command.input });
    const answer = operations[operation];
    if (!answer) throw new Error(`nobody expected ${operation}`);
    return answer(command.input);
  };
  return { send, calls } as unknown as Pick<Client, "send"> & { readonly calls: Call[] };
}

/** An error as the SDK throws it for an error code of AWS. */
export function anAwsError(code: string, message = `the message of ${code}`, status = 400): Error {
  return Object.assign(new Error(message), {
    name: code,
    $fault: status < 500 ? "client" : "server",
    $metadata: { httpStatusCode: status },
  });
}

export function failing(code: string, message?: string, status?: number): Operation {
  return () => {
    throw anAwsError(code, message, status);
  };
}
