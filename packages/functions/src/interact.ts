import { interact } from "@ami-refresh/core/app/interact.ts";
import type { LambdaFunctionURLEvent, LambdaFunctionURLResult } from "aws-lambda";
import { invoked } from "./invoked.ts";
import { interactPorts } from "./ports/interact.ts";
import { slackRequest } from "./slackRequest.ts";

const ports = interactPorts();

/** Takes requests of Slack's at the function's URL, which is open to everybody. */
export const handler = invoked(
  async (event: LambdaFunctionURLEvent): Promise<LambdaFunctionURLResult> => ({
    statusCode: await interact(ports, slackRequest(event)),
    headers: { "content-type": "text/plain" },
    body: "",
  }),
);
