import type { IncomingMessage, ServerResponse } from "node:http";
import type { Faults } from "../faults.ts";
import type { Slack } from "./slack.ts";

/** As answerSlack, where Slack fails now and then. */
export function slackAnswers(slack: Slack, faultOf: Faults["slack"]) {
  let count = 0;
  return (request: IncomingMessage, response: ServerResponse): void => {
    count += 1;
    const failure = faultOf?.({ method: methodOf(request), count });
    if (failure === "silence") return;
    if (!failure) return void answerSlack(slack, request, response);
    const { status, retryAfter } = failure;
    response.writeHead(status, retryAfter === undefined ? {} : { "retry-after": String(retryAfter) }).end();
  };
}

const methodOf = ({ url = "/" }: IncomingMessage) =>
  new URL(url, "http://local").pathname.replace(/^\/slack\/api\//, "");

/** `POST /slack/api/chat.postMessage` with JSON or a form, as at https://slack.com/api. */
export async function answerSlack(slack: Slack, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const method = methodOf(request);
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const { body, token } = read(Buffer.concat(chunks).toString("utf8"), request.headers["content-type"] ?? "");
  const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? "")?.[1];
  const answer = body === undefined ? { ok: false, error: "invalid_json" } : slack.call(method, bearer ?? token, body);
  response.writeHead(200, { "content-type": "application/json; charset=utf-8" }).end(JSON.stringify(answer));
}

function read(text: string, contentType: string): { body: object | undefined; token?: string } {
  if (!contentType.startsWith("application/json")) return readForm(new URLSearchParams(text));
  try {
    const body: unknown = text === "" ? {} : JSON.parse(text);
    return { body: typeof body === "object" && body !== null ? body : undefined };
  } catch {
    return { body: undefined };
  }
}

/** In a form, blocks and metadata are JSON in a field. */
function readForm(form: URLSearchParams): { body: object | undefined; token?: string } {
  const { token, blocks, metadata, ...fields } = Object.fromEntries(form);
  try {
    return {
      body: {
        ...fields,
        ...(blocks !== undefined && { blocks: JSON.parse(blocks) }),
        ...(metadata !== undefined && { metadata: JSON.parse(metadata) }),
      },
      ...(token !== undefined && { token }),
    };
  } catch {
    return { body: undefined };
  }
}
