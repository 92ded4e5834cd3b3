import { z } from "zod";
import type { Outcome } from "../protocol.ts";

/** What goes back over HTTP. */
export interface UrlResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body: Buffer;
}

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
export const largestPayload = 6 * 1024 * 1024;

const Told = z.object({
  statusCode: z.coerce.number().int().min(100).max(599),
  headers: z.record(z.string(), z.coerce.string()).nullish(),
  cookies: z.array(z.string()).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
});

/**
 * What Lambda makes of how a function went: a response that names a `statusCode` is sent as it says, any other value is
 * the body, and what fails is 502 without a word of why
 * (https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-response-payload).
 */
export function urlResponse(outcome: Outcome): UrlResponse {
  if (outcome.kind === "failed" || Buffer.byteLength(outcome.payload) > largestPayload) return badGateway;
  const returned: unknown = JSON.parse(outcome.payload);
  if (typeof returned !== "object" || returned === null || !("statusCode" in returned)) {
    return answer(200, json, Buffer.from(outcome.payload));
  }
  const told = Told.safeParse(returned);
  if (!told.success) return badGateway;
  const { statusCode, headers, cookies, body, isBase64Encoded } = told.data;
  return answer(
    statusCode,
    { ...json, ...lowerCase(headers ?? {}), ...(cookies?.length && { "set-cookie": cookies }) },
    Buffer.from(body ?? "", isBase64Encoded ? "base64" : "utf8"),
  );
}

/** Lambda's own answer, with the reason in JSON. */
export const refused = (status: 403 | 404 | 413, message: string): UrlResponse =>
  answer(status, json, Buffer.from(JSON.stringify({ Message: message })));

const json = { "content-type": "application/json" };

const answer = (status: number, headers: UrlResponse["headers"], body: Buffer): UrlResponse => ({
  status,
  headers: { ...headers, "content-length": String(body.length) },
  body,
});

const badGateway = answer(502, { "content-type": "text/plain" }, Buffer.from("Internal Server Error"));

const lowerCase = (headers: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
