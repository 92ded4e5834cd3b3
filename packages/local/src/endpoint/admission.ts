import { isRealKey } from "./credential.ts";
import { AwsError } from "./operations.ts";
import type { Received } from "./receive.ts";
import type { Asked } from "./route.ts";
import type { Operation, Service } from "./service.ts";

/** The largest request that any of the services takes: Lambda's. Bytes. */
export const largestBody = 6 * 2 ** 20;

/** @throws AwsError if the request is none that the local region takes, whatever it asks for. */
export function admit(received: Received, { credential, protocol }: Asked): void {
  if (received.kind === "too large") {
    throw new AwsError("RequestEntityTooLargeException", `The request is larger than ${largestBody} bytes.`, 413);
  }
  if (!credential) {
    throw new AwsError(
      "MissingAuthenticationToken",
      "The request is not signed. Any key will do, such as `test`.",
      403,
    );
  }
  if (isRealKey(credential.accessKeyId)) {
    throw new AwsError(
      protocol.codes.unknownKey,
      "The access key looks like one of a real AWS account, and this is the local region: it takes any test key, " +
        "such as AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test. Keep real keys away from it.",
      403,
    );
  }
}

export interface Available {
  readonly service: Service;
  readonly operation: Operation & Required<Pick<Operation, "run">>;
}

/**
 * The operation that is asked for.
 * @throws AwsError (501) if the local region does not have it; `names`: the services that it has
 */
export function available(
  { service, operation, serviceName, operationName }: Asked,
  names: readonly string[],
): Available {
  const run = operation?.run;
  if (service && operation && run) return { service, operation: { ...operation, run } };
  throw notHere(serviceName, operationName, names);
}

function notHere(serviceName: string, operationName: string, names: readonly string[]): AwsError {
  const asked = serviceName ? `${serviceName}:${operationName}` : operationName;
  const instead = names.includes(serviceName)
    ? "it simulates only what the pipeline and its operators call"
    : `its services are ${names.join(", ")}`;
  return new AwsError("NotImplemented", `The local region does not have ${asked}: ${instead}.`, 501);
}
