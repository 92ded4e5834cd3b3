import type { SlackRequest } from "@ami-refresh/core/ports.ts";
import type { LambdaFunctionURLEvent } from "aws-lambda";

/** A request as it came to the function's URL: Lambda hands on forms in base64, and names of headers in lower case. */
export function slackRequest({ headers, body = "", isBase64Encoded }: LambdaFunctionURLEvent): SlackRequest {
  return {
    signature: headers["x-slack-signature"],
    timestamp: headers["x-slack-request-timestamp"],
    body: Buffer.from(body, isBase64Encoded ? "base64" : "utf8"),
  };
}
