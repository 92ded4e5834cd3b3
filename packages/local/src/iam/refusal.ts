import { AwsError } from "../endpoint/operations.ts";
import type { Decision } from "./evaluate.ts";
import type { Request } from "./question.ts";

/**
 * How a service refuses a call that its caller may not make. The codes are those that the services' pages "Common errors"
 * and their SDKs know; the Query services and those in REST answer 403, the JSON services 400.
 */
export function refusalOf(service: string, request: Request, decision: Decision): AwsError {
  const message = explanation(request, decision);
  switch (service) {
    case "ec2":
      return new AwsError("UnauthorizedOperation", `You are not authorized to perform this operation. ${message}`, 403);
    case "sns":
      return new AwsError("AuthorizationError", message, 403);
    case "autoscaling":
    case "sqs":
    case "sts":
      return new AwsError("AccessDenied", message, 403);
    case "dynamodb":
    case "events":
    case "ssm":
      return new AwsError("AccessDeniedException", message, 400);
    default:
      return new AwsError("AccessDeniedException", message, 403);
  }
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html */
export function explanation({ principal, action, resource }: Request, decision: Decision): string {
  const who = principal.kind === "role" ? principal.session : principal.service;
  const where = resource === "*" ? "" : ` on resource: ${resource}`;
  const policy = principal.kind === "role" ? "identity-based" : "resource-based";
  const why =
    decision.kind === "denied"
      ? `with an explicit deny in ${policy === "identity-based" ? "an" : "a"} ${policy} policy`
      : `because no ${policy} policy allows the ${action} action`;
  return `User: ${who} is not authorized to perform: ${action}${where} ${why}`;
}
