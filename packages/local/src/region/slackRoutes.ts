import type { IncomingMessage, ServerResponse } from "node:http";
import { z } from "zod";
import type { SlackInteractions } from "../services/slack/interactions.ts";
import { isOurs } from "./localRoutes.ts";
import type { Answer } from "./server.ts";

const Press = z.object({ channel: z.string(), ts: z.string(), actionId: z.string(), user: z.string() });
const Command = z.object({ channel: z.string(), text: z.string().max(4000), user: z.string() });

/** What people do in the local Slack, below `/_local/slack/`, and how the app answers them, below `/slack/responses/`. */
export function slackRoutes(interactions: SlackInteractions, url: string): Answer {
  async function answer(
    request: IncomingMessage,
    path: string,
  ): Promise<readonly [status: number, body: object | string]> {
    if (request.method !== "POST") return [405, "POST it"];
    const body = await jsonOf(request);
    if (path.startsWith("/slack/responses/")) return interactions.respond(`${url}${path}`, body);
    if (!isOurs(request)) return [403, { error: `${request.headers.origin} may do nothing in this Slack` }];
    const press = path === "/_local/slack/press" ? Press.safeParse(body) : undefined;
    if (press?.success) return [200, await interactions.press(press.data)];
    const command = path === "/_local/slack/command" ? Command.safeParse(body) : undefined;
    if (command?.success) return [200, await interactions.command(command.data)];
    return [400, { error: "say which button was pressed, or which command was written where, and by whom" }];
  }

  return (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://local");
    if (!pathname.startsWith("/_local/slack/") && !pathname.startsWith("/slack/responses/")) return false;
    void answer(request, pathname).then(([status, body]) => write(response, status, body));
    return true;
  };
}

function write(response: ServerResponse, status: number, body: object | string): void {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  response
    .writeHead(status, { "content-type": typeof body === "string" ? "text/plain" : "application/json" })
    .end(text);
}

async function jsonOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  try {
    return JSON.parse(Buffer.concat(chunks).toString("utf8"));
  } catch {
    return undefined;
  }
}
