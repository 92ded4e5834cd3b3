import { randomUUID } from "node:crypto";
import type { FunctionUrlWiring } from "../../graph/wiring.ts";

/** A request to a function URL as it came. */
export interface UrlRequest {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  /** Names in lower case; several values of one joined by commas. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly sourceIp: string;
}

/**
 * The event that Lambda makes of a request, in the payload format 2.0
 * (https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-request-payload).
 * `now` is in epoch milliseconds.
 */
export function urlEvent(request: UrlRequest, { address }: FunctionUrlWiring, now: number) {
  const { method, path, query, sourceIp, body } = request;
  const { cookie, ...others } = request.headers;
  const headers = { ...others, "x-forwarded-for": sourceIp, "x-forwarded-proto": "http" };
  const host = request.headers.host ?? "";
  const binary = body.length > 0 && !isText(request.headers["content-type"] ?? "");
  return {
    version: "2.0",
    routeKey: "$default",
    rawPath: path,
    rawQueryString: query,
    ...(cookie !== undefined && { cookies: cookie.split(/; */) }),
    headers,
    ...(query !== "" && { queryStringParameters: joined(new URLSearchParams(query)) }),
    requestContext: {
      accountId: "anonymous",
      apiId: new URL(address).hostname.split(".")[0] ?? "",
      domainName: host,
      domainPrefix: host.split(".")[0] ?? "",
      http: { method, path, protocol: "HTTP/1.1", sourceIp, userAgent: others["user-agent"] ?? "" },
      requestId: randomUUID(),
      routeKey: "$default",
      stage: "$default",
      time: requestTime(now),
      timeEpoch: now,
    },
    ...(body.length > 0 && { body: body.toString(binary ? "base64" : "utf8") }),
    isBase64Encoded: binary,
  };
}

/**
 * What Lambda passes on as it is. A form is none of it
 * (https://github.com/LeanerCloud/CUDly/pull/1483, https://github.com/brefphp/bref/issues/631).
 */
const isText = (contentType: string) =>
  /^(text\/|application\/(json|javascript|xml)|application\/[\w.-]+\+(json|xml))/i.test(contentType.trim());

function joined(query: URLSearchParams): Record<string, string> {
  return Object.fromEntries([...new Set(query.keys())].map((name) => [name, query.getAll(name).join(",")]));
}

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `12/Mar/2020:19:03:58 +0000`. */
function requestTime(now: number): string {
  const [date = "", time = ""] = new Date(now).toISOString().split("T");
  const [year, month, day] = date.split("-");
  return `${day}/${months[Number(month) - 1]}/${year}:${time.slice(0, 8)} +0000`;
}
