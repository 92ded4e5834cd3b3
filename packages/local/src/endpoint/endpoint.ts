import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { RegionClock } from "../clock.ts";
import { admit, available, largestBody } from "./admission.ts";
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
  /** Told of every call before it is answered. */
  readonly onCall?: (call: Call) => void;
  /** May refuse a call by throwing an AwsError; nothing has happened then. */
  readonly authorize?: (call: CallToAuthorize) => void;
  /** Services that answer for themselves, in JSON, by signing name. */
  readonly raw?: Readonly<Record<string, RawService>>;
}

interface Caller {
  /** As in IAM's actions: `ses`, `events`. */
  readonly service: string;
  readonly operation: string;
  readonly accessKeyId: string;
}

export interface Call extends Caller {
  /** The code of the error that it is answered with. */
  readonly error?: string;
  /** What the error says; of a failure of our own the trace. */
  readonly message?: string;
}

export interface CallToAuthorize extends Caller {
  readonly input: unknown;
}

export type RawService = (request: IncomingMessage, body: Buffer) => Promise<Reply>;

export interface Endpoint {
  /** Answers a request, whatever it is. Never rejects. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

/**
 * An endpoint of AWS: any service, any of its wire protocols. The clock stands still while a call is worked on, but not
 * while a request is still on its way in, or waits for something to happen (`CallContext.waiting`).
 */
export function createEndpoint(options: EndpointOptions): Endpoint {
  const { services, clock, onCall, authorize, raw = {} } = options;
  const names = [...services.map(({ signingName }) => signingName), ...Object.keys(raw)].sort();

  async function perform(message: IncomingMessage, received: Received, asked: Asked, context: CallContext) {
    admit(received, asked);
    const { request } = received;
    const { protocol } = asked;
    const own = Object.hasOwn(raw, asked.serviceName) ? raw[asked.serviceName] : undefined;
    if (own) {
      authorize?.({ ...callerOf(asked), input: jsonOf(request.body) });
      return own(message, request.body);
    }
    const { service, operation } = available(asked, names);
    const input = await protocol.read(request, operation).catch((error: unknown) => {
      throw new AwsError(protocol.codes.malformed, `The request cannot be read: ${messageOf(error)}`);
    });
    validate(operation.input, input, protocol.codes);
    authorize?.({ ...callerOf(asked), input });
    const output = await operation.run(input, context);
    return protocol.write(output, { request, requestId: context.requestId, service, operation });
  }

  async function answer(message: IncomingMessage, received: Received, asked: Asked, context: CallContext) {
    const caller = callerOf(asked);
    try {
      const reply = await perform(message, received, asked, context);
      const error = reply.status < 400 ? {} : { error: codeIn(reply) };
      onCall?.({ ...caller, ...error });
      return reply;
    } catch (thrown) {
      const error = wireError(thrown, asked.service);
      const trace = !isTold(thrown) && thrown instanceof Error ? thrown.stack : undefined;
      onCall?.({ ...caller, error: error.code, message: trace ?? error.message });
      const { requestId } = context;
      return asked.protocol.writeError(error, { request: received.request, requestId, service: asked.service });
    }
  }

  return {
    async handle(message, response) {
      const gone = new AbortController();
      response.on("close", () => gone.abort());
      const received = await receive(message, largestBody).catch(() => undefined);
      if (!received) return void response.destroy();
      let release = clock.hold();
      try {
        const asked = route(received.request, services);
        const context: CallContext = {
          region: asked.credential?.region ?? "",
          accessKeyId: asked.credential?.accessKeyId ?? "",
          requestId: randomUUID(),
          base: `http://${received.request.headers.host ?? "127.0.0.1"}`,
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
        send(response, await answer(message, received, asked, context));
      } catch (error) {
        const body = `The local region failed: ${messageOf(error)}`;
        send(response, { status: 500, headers: { "content-type": "text/plain" }, body });
      } finally {
        release();
      }
    },
  };
}

const callerOf = ({ serviceName, operationName, credential }: Asked): Caller => ({
  service: serviceName,
  operation: operationName,
  accessKeyId: credential?.accessKeyId ?? "",
});

const messageOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));

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
