import { createHash } from "node:crypto";
import { answerLink } from "@ami-refresh/core/app/links.ts";
import { toPage } from "@ami-refresh/core/pages/readerPage.ts";
import { style } from "@ami-refresh/core/pages/style.ts";
import type { LambdaFunctionURLEvent, LambdaFunctionURLResult } from "aws-lambda";
import { formIn } from "./form.ts";
import { invoked } from "./invoked.ts";
import { policy } from "./policy.ts";
import { linksPorts } from "./ports/links.ts";

const ports = linksPorts();

const sheet = createHash("sha256").update(style).digest("base64");
const headers = {
  "content-type": "text/html; charset=utf-8",
  "content-security-policy": `default-src 'none'; style-src 'sha256-${sheet}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  "cache-control": "no-store",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "x-robots-tag": "noindex",
};

/** Answers the links in mails, by a page. */
export const handler = invoked(async (event: LambdaFunctionURLEvent): Promise<LambdaFunctionURLResult> => {
  const { status, html } = toPage(
    await answerLink(ports, policy, {
      method: event.requestContext.http.method,
      ticket: event.queryStringParameters?.t ?? "",
      form: formIn(event),
    }),
  );
  return { statusCode: status, headers, body: html };
});
