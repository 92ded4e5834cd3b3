import { AwsError } from "./operations.ts";
import type { Service } from "./service.ts";
import { type ErrorShape, fields } from "./shapes.ts";

/** An error as the protocols write it. */
export interface WireError {
  readonly code: string;
  readonly status: number;
  readonly message: string;
  /** Code and status in the Query protocols; the others' where they have none of their own. */
  readonly query: { readonly code: string; readonly status: number };
  /** The modelled error, if it is one, with the members that it has besides its message. */
  readonly shape?: ErrorShape;
  readonly members: Readonly<Record<string, unknown>>;
}

/**
 * What to tell of anything that was thrown: an AwsError (its code may be a modelled error's name, or its code in the
 * Query protocol) or an exception class of the SDK. Anything else is our own failure.
 */
export function wireError(thrown: unknown, service: Pick<Service, "errors"> | undefined): WireError {
  const { code, status, message } = isTold(thrown)
    ? { code: thrown.name, status: thrown instanceof AwsError ? thrown.status : 400, message: said(thrown) }
    : { code: "InternalFailure", status: 500, message: `The local region failed: ${String(thrown)}` };
  const shape = service?.errors.find(({ name, query }) => name === code || query?.code === code);
  if (!shape) return { code, status, message, query: { code, status }, members: {} };
  const modelled = status === 400 ? shape.status : status;
  return {
    code: shape.name,
    status: modelled,
    message,
    query: shape.query ?? { code: shape.name, status: modelled },
    shape,
    members: membersOf(shape, thrown, message),
  };
}

/** Whether an error was meant for the caller, and by what code. */
export function isTold(thrown: unknown): thrown is Error {
  return thrown instanceof AwsError || (thrown instanceof Error && "$fault" in thrown);
}

function membersOf({ schema }: ErrorShape, thrown: unknown, message: string): Readonly<Record<string, unknown>> {
  const given = fields(thrown);
  const members = [...schema.structIterator()].map(([name]): [string, unknown] => [
    name,
    name.toLowerCase() === "message" ? message : given[name],
  ]);
  return Object.fromEntries(members.filter(([, value]) => value !== undefined));
}

/** Some services spell it with a capital, and the SDK's classes have both. */
function said(error: Error): string {
  const { Message } = fields(error);
  return error.message === "" && typeof Message === "string" ? Message : error.message;
}

/** Whose fault it is, as the Query protocols say it. */
export const faultOf = (status: number): "Sender" | "Receiver" => (status < 500 ? "Sender" : "Receiver");
