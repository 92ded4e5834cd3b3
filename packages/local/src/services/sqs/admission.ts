import type { QueueWiring, Statement } from "../../graph/wiring.ts";
import { decide } from "../../iam/policies.ts";
import type { Request } from "../../iam/question.ts";

/** An AWS service that sends on behalf of one of our resources: a topic, a rule. */
export interface ServiceSender {
  readonly service: string;
  readonly sourceArn: string;
}

/** Who decides on a policy, where somebody wants to know of it. */
export interface Policing {
  admits(who: string, request: Request, policy: readonly Statement[]): boolean;
}

const plain: Policing = {
  admits: (_who, request, policy) =>
    decide({ roles: new Map(), resources: new Map([[request.resource, policy]]) }, request).kind === "allowed",
};

/** Whether the queue's policy lets a service send to it. */
export function admits(
  { arn, policy }: Pick<QueueWiring, "arn" | "policy">,
  { service, sourceArn }: ServiceSender,
  account: string,
  policing: Policing = plain,
): boolean {
  const request: Request = {
    principal: { kind: "service", service },
    action: "sqs:SendMessage",
    resource: arn,
    context: { "aws:SourceArn": sourceArn, "aws:SourceAccount": account, "aws:SecureTransport": "true" },
  };
  return policing.admits(sourceArn, request, policy);
}
