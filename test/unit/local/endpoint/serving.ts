import { createServer } from "node:http";
import { type Call, createEndpoint, type EndpointOptions } from "@ami-refresh/local/endpoint/endpoint.ts";
import type { CallContext, Operations } from "@ami-refresh/local/endpoint/operations.ts";
import { service } from "@ami-refresh/local/endpoint/service.ts";
import { onTestFinished } from "vitest";

export interface Served {
  readonly url: string;
  /** What a client of the SDK is made with. */
  readonly client: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
    readonly maxAttempts: number;
  };
  readonly calls: Call[];
}

/** An endpoint with these services, at a port of its own until the test ends. */
export async function serving(options: Partial<EndpointOptions>): Promise<Served> {
  const calls: Call[] = [];
  const endpoint = createEndpoint({
    services: [],
    clock: { hold: () => () => {} },
    onCall: (call) => void calls.push(call),
    ...options,
  });
  const server = createServer((request, response) => void endpoint.handle(request, response));
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  });
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === "object" ? address?.port : address}`;
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  return { url, client: { endpoint: url, region: "eu-west-2", credentials, maxAttempts: 1 }, calls };
}

/** A service whose operations answer as told and keep what they were given. */
export function recording<Package extends object>(client: Package, operations: NoInfer<Operations<Package>>) {
  const given: { operation: string; input: unknown; context: CallContext }[] = [];
  const noting = Object.fromEntries(
    Object.entries<unknown>(operations).map(([operation, run]) => [
      operation,
      (input: unknown, context: CallContext) => {
        given.push({ operation, input, context });
        return typeof run === "function" ? run(input, context) : undefined;
      },
    ]),
  );
  return { service: service(client, noting as Operations<Package>), given };
}

/** A request as it stands, signed by whoever has the key `test`. */
export const signed = (signingName: string, accessKeyId = "test"): Record<string, string> => ({
  authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20261124/eu-west-2/${signingName}/aws4_request, SignedHeaders=host, Signature=0`,
});
