import type { CallToAuthorize } from "../endpoint/endpoint.ts";
import { AwsError } from "../endpoint/operations.ts";
import type { Authority, Decided } from "./authority.ts";
import type { Asked } from "./calls/asks.ts";
import type { Facts } from "./calls/facts.ts";
import { askedBy } from "./calls/index.ts";
import type { Principal, Request } from "./question.ts";
import { refusalOf } from "./refusal.ts";

/** A function that calls, in its role's name. */
export interface Caller {
  readonly name: string;
  readonly principal: Extract<Principal, { readonly kind: "role" }>;
}

export interface AuthorizeOptions {
  readonly authority: Authority;
  readonly facts: Facts;
  /** By access key; undefined: an operator, who may do everything. */
  readonly callerOf: (accessKeyId: string) => Caller | undefined;
}

/**
 * Asks the caller's policies before a call is performed. A call may ask for several things; it is refused as AWS refuses
 * the first that is not allowed, and the log tells of all of them.
 */
export function authorizeWith({ authority, facts, callerOf }: AuthorizeOptions): (call: CallToAuthorize) => void {
  return ({ service, operation, accessKeyId, input }) => {
    const caller = callerOf(accessKeyId);
    if (!caller) return;
    const asked = askedBy(service, operation, input, facts);
    if (!asked) throw unknown(service, operation);
    const answers = asked.map((one) => ({ one, decided: authority.decide(requestOf(one, caller, facts)) }));
    const [first, ...more] = answers.filter(({ decided }) => decided.decision.kind !== "allowed");
    if (!first) return;
    authority.refuse(caller.name, [first.decided, ...more.map(({ decided }) => decided)]);
    throw errorOf(service, first.one, first.decided);
  };
}

/** What every request carries (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html). */
function requestOf({ principal, action, resource, context }: Asked, caller: Caller, facts: Facts): Request {
  const global = {
    "aws:PrincipalAccount": facts.account,
    "aws:PrincipalArn": caller.principal.role,
    "aws:RequestedRegion": facts.region,
    "aws:SecureTransport": "true",
  };
  return principal
    ? { principal, action, resource, context }
    : { principal: caller.principal, action, resource, context: { ...global, ...context } };
}

function errorOf(service: string, { refusal }: Asked, { request, decision }: Decided): AwsError {
  return refusal
    ? new AwsError(refusal.code, refusal.message, refusal.code === "AccessDenied" ? 403 : 400)
    : refusalOf(service, request, decision);
}

const unknown = (service: string, operation: string) =>
  new AwsError(
    "NotImplemented",
    `The local region does not know which permissions ${service}:${operation} asks for: write them down in packages/local/src/iam/calls/.`,
    501,
  );
