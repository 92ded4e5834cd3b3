import { sqsInteractions } from "@ami-refresh/core/adapters/aws/interactions.ts";
import { slackRequests } from "@ami-refresh/core/adapters/aws/slackRequests.ts";
import type { InteractPorts } from "@ami-refresh/core/app/interact.ts";
import { required } from "../environment.ts";
import { sqs } from "./sqs.ts";
import { telemetry } from "./telemetry.ts";

export function interactPorts(): InteractPorts {
  const parameter = required("SLACK_SIGNING_SECRET_PARAMETER");
  return {
    log: telemetry().log,
    requests: slackRequests(async () => (await import("./parameterStore.ts")).secret(parameter)),
    interactions: sqsInteractions(sqs(), required("QUEUE_URL")),
  };
}
