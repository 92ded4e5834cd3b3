import { z } from "zod";

const Answer = z.looseObject({ ok: z.boolean(), error: z.string().optional() });
export type Answer = z.infer<typeof Answer>;

export interface Answered {
  readonly answer: Answer;
  /** What the token may do, where Slack tells (the header `x-oauth-scopes`, https://docs.slack.dev/apis/web-api/). */
  readonly scopes?: readonly string[];
}

export type CallSlack = (method: string, fields?: Readonly<Record<string, string>>) => Promise<Answered>;

/** Calls a method of Slack's Web API with a form, which every method takes. Throws where Slack does not answer. */
export function slackApi(url: string, token: string, fetch: typeof globalThis.fetch): CallSlack {
  return async (method, fields = {}) => {
    const response = await fetch(`${url}/${method}`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}` },
      body: new URLSearchParams(fields),
      signal: AbortSignal.timeout(10_000),
    });
    if (!response.ok) throw new Error(`HTTP ${response.status} from ${url}`);
    const scopes = response.headers.get("x-oauth-scopes");
    return {
      answer: Answer.parse(await response.json()),
      ...(scopes !== null && { scopes: scopes.split(",").map((scope) => scope.trim()) }),
    };
  };
}
