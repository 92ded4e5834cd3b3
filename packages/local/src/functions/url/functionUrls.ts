import type { IncomingMessage, ServerResponse } from "node:http";
import { receive } from "../../endpoint/receive.ts";
import type { FunctionWiring } from "../../graph/wiring.ts";
import type { FunctionHost } from "../host.ts";
import { asked } from "./address.ts";
import { urlEvent } from "./event.ts";
import { largestPayload, refused, type UrlResponse, urlResponse } from "./response.ts";

export interface FunctionUrlsOptions {
  readonly functions: readonly Pick<FunctionWiring, "name" | "url">[];
  readonly host: Pick<FunctionHost, "invoke">;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** Both are needed since October 2025 (https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html). */
const needed = ["lambda:InvokeFunction", "lambda:InvokeFunctionUrl"];

/** Answers at the functions' URLs, as Lambda would; says so of requests that are for none of them. */
export function functionUrls({ functions, host, now }: FunctionUrlsOptions) {
  async function respond(
    request: IncomingMessage,
    target: NonNullable<ReturnType<typeof asked>>,
  ): Promise<UrlResponse> {
    const { kind, request: received } = await receive(request, largestPayload);
    const { name, url } = functions.find((fn) => fn.name === target.name) ?? {};
    if (name === undefined || !url) return refused(404, `there is no function URL of ${target.name}`);
    if (!needed.every((action) => url.everybodyMay.includes(action))) return refused(403, "Forbidden");
    const event = JSON.stringify(
      urlEvent({ ...received, ...target, sourceIp: request.socket.remoteAddress ?? "127.0.0.1" }, url, now()),
    );
    if (kind === "too large" || Buffer.byteLength(event) > largestPayload) {
      return refused(413, `Request must be smaller than ${largestPayload} bytes for the InvokeFunction operation`);
    }
    return urlResponse(await host.invoke(name, event));
  }

  return (request: IncomingMessage, response: ServerResponse): boolean => {
    const target = asked(request.url ?? "/");
    if (!target) return false;
    void respond(request, target).then(({ status, headers, body }) => response.writeHead(status, headers).end(body));
    return true;
  };
}
