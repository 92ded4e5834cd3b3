import type { Context, Handler } from "aws-lambda";
import { inSpan } from "./span.ts";

// An execution environment is given one event at a time, so what is current is the same for everybody in it.
let requestId: string | undefined;

/** A handler whose lines in the log say which invocation they are of, and which is a span where traces are on. */
export const invoked =
  <Event, Answer>(handle: (event: Event, context: Context) => Promise<Answer>): Handler<Event, Answer> =>
  (event, context) => {
    requestId = context.awsRequestId;
    return inSpan(context.functionName, { requestId }, () => handle(event, context));
  };

/** Fields of the current invocation: Lambda's request id, and X-Ray's trace where there is one. */
export function invocation(): Readonly<Record<string, string>> {
  const trace = process.env._X_AMZN_TRACE_ID;
  return { ...(requestId !== undefined && { requestId }), ...(trace !== undefined && { trace }) };
}
