import type { IncomingMessage, ServerResponse } from "node:http";
import type { SentMail } from "../services/ses.ts";
import type { Summary } from "../summary.ts";
import type { View } from "../view.ts";
import type { Publish } from "./publisher.ts";
import type { Answer } from "./server.ts";
import type { ViewStream } from "./viewStream.ts";

export interface LocalRoutes {
  readonly summary: () => Summary;
  readonly view: () => View;
  readonly mail: () => readonly SentMail[];
  readonly stream: ViewStream;
  readonly publish: Publish;
}

/** What the region says of itself, below `/_local/`. */
export function localRoutes(routes: LocalRoutes): Answer {
  return (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://local");
    if (!pathname.startsWith("/_local/")) return false;
    const mail = /^\/_local\/mail\/([\w-]+)$/.exec(pathname)?.[1];
    if (mail !== undefined)
      sendMail(
        response,
        routes.mail().find(({ id }) => id === mail),
      );
    else if (pathname === "/_local/health") sendJson(response, 200, { ok: true });
    else if (pathname === "/_local/state") sendJson(response, 200, routes.summary());
    else if (pathname === "/_local/view") sendJson(response, 200, routes.view());
    else if (pathname === "/_local/events") routes.stream.follow(request, response);
    else if (pathname === "/_local/publish" && request.method === "POST") publish(routes, request, response);
    else sendJson(response, 404, { error: `the local region has no ${request.method} ${pathname}` });
    return true;
  };
}

/** A form of another site could post here as well; only our own page, or a program, may. */
export function isOurs({ headers: { origin, host } }: IncomingMessage): boolean {
  return origin === undefined || origin === `http://${host}`;
}

function publish(routes: LocalRoutes, request: IncomingMessage, response: ServerResponse): void {
  if (!isOurs(request)) {
    sendJson(response, 403, { error: `${request.headers.origin} may not publish images here` });
    return;
  }
  const family = new URL(request.url ?? "/", "http://local").searchParams.get("family") ?? "";
  const image = routes.publish(family);
  if (image) sendJson(response, 201, image);
  else sendJson(response, 404, { error: `the configuration has no image family "${family}": add ?family=NAME` });
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response
    .writeHead(status, { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" })
    .end(JSON.stringify(value, undefined, 2));
}

/**
 * A mail may hold anything: it may neither run scripts nor load what is elsewhere. Its links open a tab of their own, which
 * no sandbox holds: they are there to be followed.
 */
const mailPolicy =
  "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:";

function sendMail(response: ServerResponse, mail: SentMail | undefined): void {
  if (!mail) {
    sendJson(response, 404, { error: "there is no such mail" });
    return;
  }
  response
    .writeHead(200, {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": mailPolicy,
      "x-content-type-options": "nosniff",
    })
    .end(mail.html.replace(/<head>/i, '$&<base target="_blank">'));
}
