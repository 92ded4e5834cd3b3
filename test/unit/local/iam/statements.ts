import type { Statement } from "@ami-refresh/local/graph/wiring.ts";
import type { Request } from "@ami-refresh/local/iam/question.ts";

/** A statement that allows everything, but for what a test says. */
export const aStatement = (more: Partial<Statement> = {}): Statement => ({
  effect: "Allow",
  actions: ["*"],
  resources: ["*"],
  conditions: {},
  ...more,
});

export const roleArn = "arn:aws:iam::123456789012:role/refresh";
export const queue = "arn:aws:sqs:eu-west-2:123456789012:mailbox";

/** A role that wants to send to a queue, but for what a test says. */
export const aRequest = (more: Partial<Request> = {}): Request => ({
  principal: { kind: "role", role: roleArn, session: "arn:aws:sts::123456789012:assumed-role/refresh/fn" },
  action: "sqs:SendMessage",
  resource: queue,
  context: {},
  ...more,
});
