import type { IncomingMessage } from "node:http";
import type { WireRequest } from "./exchange.ts";

export type Received =
  | { readonly kind: "whole"; readonly request: WireRequest }
  | { readonly kind: "too large"; readonly request: WireRequest };

/**
 * Reads a request to its end. Of a body above `limit` bytes nothing is kept, but it is read all the same: a client that
 * still sends does not listen.
 */
export async function receive(message: IncomingMessage, limit: number): Promise<Received> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of message) {
    const bytes = Buffer.from(chunk);
    length += bytes.length;
    if (length <= limit) chunks.push(bytes);
    else chunks.length = 0;
  }
  const url = message.url ?? "/";
  const mark = url.indexOf("?");
  return {
    kind: length <= limit ? "whole" : "too large",
    request: {
      method: message.method ?? "GET",
      path: mark === -1 ? url : url.slice(0, mark),
      query: new URLSearchParams(mark === -1 ? "" : url.slice(mark + 1)),
      headers: Object.fromEntries(
        Object.entries(message.headers).map(([name, value]) => [
          name,
          Array.isArray(value) ? value.join(",") : (value ?? ""),
        ]),
      ),
      body: Buffer.concat(chunks),
    },
  };
}
