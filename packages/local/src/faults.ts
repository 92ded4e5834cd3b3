import type { RegionClock } from "./clock.ts";
import type { AwsEvent } from "./context.ts";
import type { RawService } from "./endpoint/endpoint.ts";
import type { Reply } from "./endpoint/exchange.ts";
import { AwsError, type CallContext } from "./endpoint/operations.ts";
import type { Operation, Service } from "./endpoint/service.ts";

/** What goes wrong in a region: AWS promises none of it will not. */
export interface Faults {
  /**
   * What becomes of an event of an AWS service on its way to the default bus: such events are sent on a best effort
   * basis (https://docs.aws.amazon.com/eventbridge/latest/ref/event-delivery-level.html).
   */
  event?(event: AwsEvent): EventFault;
  /** What goes wrong with a call to the endpoint; undefined: nothing. */
  call?(call: FaultyCall): CallFault | undefined;
  /** How Slack fails a call of its Web API; undefined: it does not. */
  slack?(call: SlackCall): SlackFailure | undefined;
  /** How whoever listens at a webhook answers; undefined: 204. */
  webhook?(call: WebhookCall): WebhookFailure | undefined;
}

export interface WebhookCall {
  readonly url: string;
  /** Which call of any webhook it is, from 1. */
  readonly count: number;
}
/** An HTTP status with headers, or no answer, for as long as anybody waits. */
export type WebhookFailure =
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  | "silence";

export interface SlackCall {
  /** `chat.postMessage` */
  readonly method: string;
  /** Which call of Slack it is, from 1. */
  readonly count: number;
}

/** An HTTP status in place of an answer, with the seconds of a `Retry-After`; or no answer, for as long as anybody waits. */
export type SlackFailure = { readonly status: number; readonly retryAfter?: number } | "silence";

/** A late event also comes out of order. */
export type EventFault = "deliver" | "drop" | "repeat" | { readonly delaySeconds: number };

/**
 * An error: the call is answered with it, nothing has happened. A crash: the function that calls dies at once, before
 * the call was performed or when it has been, but the function does not know.
 */
export type CallFault = AwsError | "crash before" | "crash after";

export interface FaultyCall {
  /** As in IAM's actions: `autoscaling`. */
  readonly service: string;
  readonly operation: string;
  /** Which call of this operation it is, from 1. */
  readonly count: number;
  /** The name of the function that calls; undefined: it is an operator. */
  readonly caller: string | undefined;
}

/** How events go out where some of them are lost, repeated or late. */
export function withEventFaults(
  emit: (event: AwsEvent) => void,
  { event: faultOf }: Faults,
  clock: Pick<RegionClock, "now" | "at">,
): (event: AwsEvent) => void {
  if (!faultOf) return emit;
  return (event) => {
    const fault = faultOf(event);
    if (fault === "drop") return;
    if (typeof fault === "object") {
      clock.at(clock.now() + fault.delaySeconds * 1000, () => emit(event));
      return;
    }
    emit(event);
    if (fault === "repeat") emit(event);
  };
}

export interface CallFaultOptions {
  readonly call: NonNullable<Faults["call"]>;
  /** The function whose key this is. */
  readonly callerOf: (accessKeyId: string) => string | undefined;
  /** Ends whatever a function is doing. */
  readonly crash: (functionName: string) => Promise<void>;
}

/** Changes services before they are put behind the endpoint. */
export interface CallFaults {
  service(service: Service): Service;
  /** DynamoDB, which answers for itself. */
  dynamodb(service: RawService): RawService;
}

export const noCallFaults: CallFaults = { service: (service) => service, dynamodb: (service) => service };

/** Lets calls to the endpoint go wrong. */
export function callFaults({ call: faultOf, callerOf, crash }: CallFaultOptions): CallFaults {
  const counts = new Map<string, number>();

  async function perform<T>(
    service: string,
    operation: string,
    accessKeyId: string,
    run: () => T,
  ): Promise<Awaited<T>> {
    const key = `${service}:${operation}`;
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    const caller = callerOf(accessKeyId);
    const fault = faultOf({ service, operation, count, caller });
    if (fault instanceof AwsError) throw fault;
    if (fault === "crash before") await die(caller);
    const answer = await run();
    if (fault === "crash after") await die(caller);
    return answer;
  }

  /** Nobody hears the error: it only keeps the call from going on. */
  async function die(caller: string | undefined): Promise<never> {
    if (caller === undefined) throw new Error("only functions crash: see to it that the call has a caller");
    await crash(caller);
    throw new AwsError("ServiceUnavailable", `${caller} has died`, 503);
  }

  const faulty = (service: string, { run, ...operation }: Operation): Operation => ({
    ...operation,
    ...(run && {
      run: (input: unknown, context: CallContext) =>
        perform(service, operation.name, context.accessKeyId, () => run(input, context)),
    }),
  });

  return {
    service: (service) => {
      const { signingName: name } = service;
      return {
        ...service,
        operations: new Map([...service.operations].map(([key, operation]) => [key, faulty(name, operation)])),
        byUri: service.byUri.map((operation) => ({ ...faulty(name, operation), uri: operation.uri })),
      };
    },
    dynamodb: (service) => async (request, body) => {
      const operation = String(request.headers["x-amz-target"]).split(".").at(-1) ?? "";
      const key = /Credential=([^/]+)/.exec(request.headers.authorization ?? "")?.[1] ?? "";
      try {
        return await perform("dynamodb", operation, key, () => service(request, body));
      } catch (error) {
        if (error instanceof AwsError) return refusal(error);
        throw error;
      }
    },
  };
}

const refusal = ({ code, message, status }: AwsError): Reply => ({
  status,
  headers: { "content-type": "application/x-amz-json-1.0" },
  body: JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${code}`, message }),
});
