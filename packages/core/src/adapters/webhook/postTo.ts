import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { notOfTheInternet } from "./guardedLookup.ts";
import { isPublic } from "./publicAddress.ts";

export interface Posting {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Milliseconds for all of it: name, connection, answer. */
  readonly patience: number;
}

export interface PostAnswer {
  readonly status: number;
  /** Seconds. */
  readonly retryAfter?: number;
}

/**
 * Posts, and looks at the head of the answer only: its body is not read, and no redirect is followed. With `lookup`, by
 * https and to the addresses that it gives; without, to this machine by http.
 */
export async function postTo(url: URL, posting: Posting, lookup: LookupFunction | undefined): Promise<PostAnswer> {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (lookup && url.protocol !== "https:") throw new Error(`${url.protocol} is not called: https is`);
  if (!lookup && !/^(127\.\d+\.\d+\.\d+|::1|localhost)$/.test(host)) throw new Error(`${host} is not this machine`);
  // An address is not looked up.
  if (lookup && isIP(host) !== 0 && !isPublic(host)) throw notOfTheInternet(host);
  const request = lookup ? httpsRequest : httpRequest;
  const { headers, body, patience } = posting;
  const signal = AbortSignal.timeout(patience);
  const { promise, resolve, reject } = Promise.withResolvers<PostAnswer>();
  const length = { "content-length": String(Buffer.byteLength(body)) };
  // A connection of its own: a kept one may have died while the function was frozen.
  const own = { agent: false, method: "POST", headers: { ...headers, ...length }, signal, ...(lookup && { lookup }) };
  request(url, own, (response) => {
    resolve({ status: response.statusCode ?? 0, ...retryAfterOf(response.headers["retry-after"]) });
    response.on("error", () => {}).destroy();
  })
    .on("error", (error) => reject(signal.aborted ? new Error(`no answer within ${patience / 1000} s`) : error))
    .end(body);
  return promise;
}

/** Seconds, and no date. */
const retryAfterOf = (text: string | undefined) =>
  text !== undefined && /^\d{1,9}$/.test(text) ? { retryAfter: Number(text) } : {};
