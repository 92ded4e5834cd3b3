import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { RegionClock } from "../clock.ts";
import { isRealKey } from "./credential.ts";
import { isTold, wireError } from "./errors.ts";
import type { Reply } from "./exchange.ts";
import { AwsError, type CallContext } from "./operations.ts";
import { type Received, receive } from "./receive.ts";
import { type Asked, route } from "./route.ts";
import type { Service } from "./service.ts";
import { fields } from "./shapes.ts";
import { validate } from "./validate.ts";

export interface EndpointOptions {
  readonly services: readonly Service[];
  readonly clock: Pick<RegionClock, "hold">;
  /** Told of every call once it has been answered. */
  readonly onCall?: (call: Call) => void;
  /** May refuse a call by throwing an AwsError; nothing has happened then. */
  readonly authorize?: (call: CallToAuthorize) => void;
  /** Services that answer for themselves, by signing name. */
  readonly raw?: Readonly<Record<string, RawService>>;
}

export interface Call {
  /** As in IAM's actions: `ses`, `events`. */
  readonly service: string;
  readonly operation: string;
  readonly accessKeyId: string;
  /** The code of the error that it was answered with. */
  readonly error?: string;
  /** What the error said; of a failure of our own also where. */
  readonly message?: string;
}

export interface CallToAuthorize {
  readonly service: string;
  readonly operation: string;
  readonly input: unknown;
  readonly accessKeyId: string;
}

export type RawService = (request: IncomingMessage, body: Buffer) => Promise<Reply>;

export interface Endpoint {
  /** Answers a request, whatever it is. Never rejects. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

/** The largest request that any of the services takes: Lambda's. */
const largestBody = 6 * 2 ** 20;

/**
 * An endpoint of AWS: any service, any of its wire protocols. The clock stands still while a call is worked on, but not
 * while a request is still on its way in, or waits for something to happen (`CallContext.waiting`).
 */
export function createEndpoint(options: EndpointOptions): Endpoint {
  const { services, clock, raw = {} } = options;
  const names = [...services.map(({ signingName }) => signingName), ...Object.keys(raw)].sort();

  async function answer(
    message: IncomingMessage,
    received: Received,
    asked: Asked,
    context: CallContext,
  ): Promise<Reply> {
    admit(received, asked);
    const { request } = received;
    const { serviceName: service, operationName: operation, protocol } = asked;
    const authorize = (input: unknown) =>
      options.authorize?.({ service, operation, input, accessKeyId: context.accessKeyId });
    const own = Object.hasOwn(raw, service) ? raw[service] : undefined;
    if (own) {
      authorize(jsonOf(request.body));
      return own(message, request.body);
    }
    if (!asked.service || !asked.operation?.run) throw notHere(asked, names);
    const input = await protocol.read(request, asked.operation).catch((error: unknown) => {
      throw error instanceof AwsError
        ? new AwsError(protocol.codes.malformed, error.message)
        : new AwsError(protocol.codes.malformed, `the request cannot be read: ${String(error)}`);
    });
    validate(asked.operation.input, input, protocol.codes);
    authorize(input);
    const output = await asked.operation.run(input, context);
    const { requestId } = context;
    return protocol.write(output, { request, requestId, service: asked.service, operation: asked.operation });
  }

  return {
    async handle(message, response) {
      const gone = new AbortController();
      response.on("close", () => gone.abort());
      const received = await receive(message, largestBody).catch(() => undefined);
      if (!received) return void response.destroy();

      let release = clock.hold();
      try {
        const { request } = received;
        const asked = route(request, services);
        const requestId = randomUUID();
        const call = {
          service: asked.serviceName,
          operation: asked.operationName,
          accessKeyId: asked.credential?.accessKeyId ?? "",
        };
        const context: CallContext = {
          region: asked.credential?.region ?? "",
          accessKeyId: call.accessKeyId,
          requestId,
          base: `http://${request.headers.host ?? "127.0.0.1"}`,
          signal: gone.signal,
          async waiting(promise) {
            release();
            try {
              return await promise;
            } finally {
              release = clock.hold();
            }
          },
        };
        const reply = await answer(message, received, asked, context).then(
          (reply) => {
            const error = reply.status < 400 ? undefined : codeIn(reply);
            options.onCall?.({ ...call, ...(error !== undefined && { error }) });
            return reply;
          },
          (thrown: unknown) => {
            const error = wireError(thrown, asked.service);
            const trace = !isTold(thrown) && thrown instanceof Error ? (thrown.stack ?? "") : error.message;
            options.onCall?.({ ...call, error: error.code, message: trace });
            return asked.protocol.writeError(error, { request, requestId, service: asked.service });
          },
        );
        send(response, reply);
      } catch (error) {
        send(response, {
          status: 500,
          headers: { "content-type": "text/plain" },
          body: `The local region failed: ${error}`,
        });
      } finally {
        release();
      }
    },
  };
}

/** @throws AwsError if the request is none that the local region takes, whatever it asks for. */
function admit(received: Received, { credential, protocol }: Asked): void {
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
      "The access key looks like one of a real AWS account, and this is the local region: it takes any test key, such as " +
        "AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test. Keep real keys away from it.",
      403,
    );
  }
}

function notHere({ service, serviceName, operationName }: Asked, names: readonly string[]): AwsError {
  const which = service
    ? `The local region does not have ${serviceName}:${operationName}.`
    : `The local region does not have ${serviceName || "this service"} (asked for ${operationName || "nothing"}). It has ${names.join(", ")}.`;
  return new AwsError("NotImplemented", `${which} It simulates only what the pipeline and its operators call.`, 501);
}

/** The error code in the JSON that a service wrote itself. */
function codeIn({ body, status }: Reply): string {
  const { __type: type } = fields(jsonOf(Buffer.from(body)));
  return typeof type === "string" ? type.slice(type.indexOf("#") + 1) : String(status);
}

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}

function send(response: ServerResponse, { status, headers, body }: Reply): void {
  if (response.destroyed || response.headersSent) return;
  response.writeHead(status, { ...headers, "content-length": Buffer.byteLength(body) });
  response.end(body);
}
