import { AwsError, type Operations } from "../endpoint/operations.ts";
import type { InvokeAsynchronously } from "../functions/asynchronous.ts";
import type { FunctionHost } from "../functions/host.ts";
import type { FunctionWiring } from "../graph/wiring.ts";

export interface LambdaOptions {
  readonly functions: readonly FunctionWiring[];
  readonly host: Pick<FunctionHost, "invoke">;
  readonly invokeAsynchronously: InvokeAsynchronously;
}

/** Lambda: the functions of the graph can be listed and invoked. */
export function lambdaOperations(options: LambdaOptions): Operations<typeof import("@aws-sdk/client-lambda")> {
  /** By name, by ARN or by `account:function:name`, with or without a version. */
  const find = (asked = ""): FunctionWiring => {
    const name = /(?:^|function:)([\w-]+)(?::[\w$-]+)?$/.exec(asked)?.[1];
    const wiring = options.functions.find((candidate) => candidate.name === name);
    if (!wiring) throw new AwsError("ResourceNotFoundException", `Function not found: ${asked}`, 404);
    return wiring;
  };

  return {
    Invoke: async ({ FunctionName, InvocationType = "RequestResponse", Payload }) => {
      const wiring = find(FunctionName);
      const payload = textOf(Payload) || "null";
      checkJson(payload);
      if (InvocationType === "DryRun") return { StatusCode: 204 };
      if (InvocationType === "Event") {
        options.invokeAsynchronously(wiring.name, payload);
        return { StatusCode: 202 };
      }
      const outcome = await options.host.invoke(wiring.name, payload);
      const answer = { StatusCode: 200, ExecutedVersion: "$LATEST" };
      return outcome.kind === "returned"
        ? { ...answer, Payload: payloadOf(outcome.payload) }
        : { ...answer, FunctionError: "Unhandled", Payload: payloadOf(JSON.stringify(outcome.error)) };
    },

    ListFunctions: () => ({ Functions: options.functions.map(configurationOf) }),

    GetFunction: ({ FunctionName }) => ({ Configuration: configurationOf(find(FunctionName)) }),
  };
}

function checkJson(payload: string): void {
  try {
    JSON.parse(payload);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : "not JSON";
    throw new AwsError("InvalidRequestContentException", `Could not parse request body into json: ${reason}`);
  }
}

/** The endpoint hands over bytes; the SDK's type also knows the forms that only its callers use. */
const textOf = (payload: unknown): string =>
  payload instanceof Uint8Array ? new TextDecoder().decode(payload) : String(payload ?? "");

/** The SDK's type of a payload is a byte array that can also be read as text. */
const payloadOf = (text: string) => Object.assign(new Uint8Array(Buffer.from(text)), { transformToString: () => text });

const configurationOf = (wiring: FunctionWiring) => ({
  FunctionName: wiring.name,
  FunctionArn: wiring.arn,
  Handler: wiring.handler,
  Role: wiring.roleArn,
  Runtime: "nodejs24.x" as const,
  Timeout: wiring.timeoutSeconds,
  MemorySize: wiring.memoryMb,
  Version: "$LATEST",
  State: "Active" as const,
  Environment: { Variables: { ...wiring.environment } },
});
