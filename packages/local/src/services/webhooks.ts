import type { IncomingMessage } from "node:http";
import type { Faults } from "../faults.ts";
import type { Answer } from "../region/server.ts";

/** With it everything is signed here. */
export const webhookSecret = `whsec_${Buffer.from("the secret of local webhooks").toString("base64")}`;

/** What a webhook was told, and what it answered. */
export interface PostedToWebhook {
  /** As the configuration has it. */
  readonly url: string;
  /** Epoch milliseconds, simulated. */
  readonly at: number;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
  readonly status: number;
}

/** Whoever listens at webhooks: `POST /webhooks/https%3A%2F%2F…` is kept, and goes no further. */
export function webhookReceiver({ now, faultOf }: { now: () => number; faultOf: Faults["webhook"] }) {
  const posted: PostedToWebhook[] = [];
  let calls = 0;
  const answer: Answer = (request, response) => {
    const [, url] = /^\/webhooks\/(https%3A.+)$/.exec(request.url ?? "") ?? [];
    if (url === undefined || request.method !== "POST") return false;
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => void chunks.push(chunk));
    request.on("end", () => {
      calls += 1;
      const call = { url: decodeURIComponent(url), count: calls };
      const fault = faultOf?.(call) ?? { status: 204 };
      if (fault === "silence") return;
      const { status, headers } = { headers: {}, ...fault };
      const body = Buffer.concat(chunks).toString("utf8");
      posted.push({ url: call.url, at: now(), headers: request.headers, body, status });
      response.writeHead(status, headers).end();
    });
    return true;
  };
  return { posted, answer };
}
