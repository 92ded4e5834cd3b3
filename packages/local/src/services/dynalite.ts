import { EventEmitter } from "node:events";
import type { IncomingHttpHeaders } from "node:http";
import createServer from "dynalite";
import type { Reply } from "../endpoint/exchange.ts";

export interface DynaliteRequest {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly headers: IncomingHttpHeaders;
}

/** Asks dynalite, in this process and without a socket. */
export type Dynalite = (request: DynaliteRequest, body: Buffer) => Promise<Reply>;

/** A DynamoDB in memory. Nothing of it needs closing: it goes when nobody knows it any more. */
export function dynalite(account: string, region: string): Dynalite {
  const server = inAccount(account, region, () =>
    createServer({ createTableMs: 0, updateTableMs: 0, deleteTableMs: 0 }),
  );
  return ({ method = "POST", url = "/", headers }, body) =>
    new Promise((resolve) => {
      const request = Object.assign(new EventEmitter(), { method, url, headers });
      server.emit("request", request, responseTo(resolve));
      request.emit("data", body);
      request.emit("end");
    });
}

/** The part of a ServerResponse that dynalite writes to. */
function responseTo(resolve: (reply: Reply) => void) {
  const headers: Record<string, string> = {};
  return {
    statusCode: 200,
    setHeader(name: string, value: string | number): void {
      headers[name.toLowerCase()] = String(value);
    },
    end(body = ""): void {
      resolve({ status: this.statusCode, headers, body });
    },
  };
}

/** Dynalite takes account and region of its ARNs from the environment, once, when it is made. */
function inAccount<T>(account: string, region: string, make: () => T): T {
  const before = { AWS_ACCOUNT_ID: process.env.AWS_ACCOUNT_ID, AWS_REGION: process.env.AWS_REGION };
  try {
    Object.assign(process.env, { AWS_ACCOUNT_ID: account, AWS_REGION: region });
    return make();
  } finally {
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
}
