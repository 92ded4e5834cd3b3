import { createHash } from "node:crypto";
import { pagePath } from "@ami-refresh/core/adapters/aws/links.ts";
import { answerLink } from "@ami-refresh/core/app/links.ts";
import { showRollout } from "@ami-refresh/core/app/showRollout.ts";
import { toPage } from "@ami-refresh/core/pages/readerPage.ts";
import { rolloutStyle } from "@ami-refresh/core/pages/rollout/style.ts";
import { toRolloutPage } from "@ami-refresh/core/pages/rolloutPage.ts";
import { style } from "@ami-refresh/core/pages/style.ts";
import type { LambdaFunctionURLEvent, LambdaFunctionURLResult } from "aws-lambda";
import { formIn } from "./form.ts";
import { invoked } from "./invoked.ts";
import { policy } from "./policy.ts";
import { linksPorts } from "./ports/links.ts";

const ports = linksPorts();

/** The sheets of our pages; no other has an effect there. */
const sheets = [style, rolloutStyle].map((sheet) => `'sha256-${createHash("sha256").update(sheet).digest("base64")}'`);
const headers = {
  "content-type": "text/html; charset=utf-8",
  "content-security-policy": `default-src 'none'; style-src ${sheets.join(" ")}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  "cache-control": "no-store",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "x-robots-tag": "noindex",
};

/** Answers links by a page. The path says of which kind they are: each has a secret of its own. */
export const handler = invoked(async (event: LambdaFunctionURLEvent): Promise<LambdaFunctionURLResult> => {
  const { method } = event.requestContext.http;
  const ticket = event.queryStringParameters?.t ?? "";
  const { status, html } =
    event.rawPath === pagePath
      ? toRolloutPage(await showRollout(ports, policy, { method, ticket }))
      : toPage(await answerLink(ports, policy, { method, ticket, form: formIn(event) }));
  return { statusCode: status, headers, body: html };
});
