import type { WireError } from "./errors.ts";
import type { Reply, WireRequest } from "./exchange.ts";
import type { Operation, Service } from "./service.ts";

/** One of AWS's wire protocols, from the service's side. */
export interface Protocol {
  /** The code of a request that lacks what it must have, and of one that is signed with keys nobody knows. */
  readonly codes: { readonly missing: string; readonly malformed: string; readonly unknownKey: string };
  /** @throws AwsError, or anything at all, if the request cannot be read. */
  read(request: WireRequest, operation: Operation): Promise<unknown>;
  write(output: unknown, answer: Answer & { readonly service: Service; readonly operation: Operation }): Reply;
  writeError(error: WireError, answer: Answer): Reply;
}

/** What is answered. */
export interface Answer {
  readonly request: WireRequest;
  readonly requestId: string;
  /** Unknown if the local region does not have it. */
  readonly service?: Service | undefined;
}
