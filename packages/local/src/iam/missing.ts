import type { Context, Request } from "./question.ts";

/** Keys without which the statement would allow more than was asked for. */
const worthNaming: readonly string[] = [
  "aws:SourceAccount",
  "aws:SourceArn",
  "dynamodb:LeadingKeys",
  "ec2:CreateAction",
  "ec2:LaunchTemplate",
  "iam:PassedToService",
  "ses:FromAddress",
];

/** A statement as it is written in a policy. */
export interface WrittenStatement {
  readonly Effect: "Allow";
  readonly Principal?: Readonly<Record<string, string>>;
  readonly Action: string;
  readonly Resource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** The narrowest statements that would allow what was asked for; questions that differ in the resource alone share one. */
export function missingStatements(requests: readonly Request[]): readonly WrittenStatement[] {
  const byRest = new Map<string, Request[]>();
  for (const request of requests) {
    const { action, principal, context } = request;
    const key = JSON.stringify([action, principal, conditionOf(context)]);
    byRest.set(key, [...(byRest.get(key) ?? []), request]);
  }
  return [...byRest.values()].flatMap(([first, ...more]) => (first ? [statementOf(first, more)] : []));
}

function statementOf(request: Request, more: readonly Request[]): WrittenStatement {
  const { action, principal, resource, context } = request;
  const resources = [...new Set([resource, ...more.map((one) => one.resource)])];
  const condition = conditionOf(context);
  return {
    Effect: "Allow",
    ...(principal.kind === "service" && { Principal: { Service: principal.service } }),
    Action: action,
    // What trusts a role says so in the role itself, which needs no name there.
    ...(action !== "sts:AssumeRole" && { Resource: resources.length === 1 ? resource : resources }),
    ...(condition && { Condition: condition }),
  };
}

function conditionOf(context: Context): WrittenStatement["Condition"] {
  const condition: Record<string, Record<string, string | readonly string[]>> = {};
  for (const key of worthNaming) {
    const value = context[key];
    if (value === undefined || value.length === 0) continue;
    const operator =
      typeof value !== "string" ? "ForAllValues:StringEquals" : value.startsWith("arn:") ? "ArnEquals" : "StringEquals";
    condition[operator] = { ...condition[operator], [key]: value };
  }
  return Object.keys(condition).length > 0 ? condition : undefined;
}
