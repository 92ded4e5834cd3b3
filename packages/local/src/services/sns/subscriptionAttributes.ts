import { AwsError } from "../../endpoint/operations.ts";
import { type FilterScope, problemInFilter } from "../../matching/filterPolicy.ts";
import { isObject, type JsonObject } from "../../matching/json.ts";
import type { Subscription } from "./model.ts";

/** A subscription with some attributes set; they are looked at together, as a policy depends on its scope. */
export function withAttributes(before: Subscription, set: Readonly<Record<string, string>>): Subscription {
  const { filter, deadLetterArn, ...rest } = before;
  const all = { ...attributesOf(before), ...set };
  for (const name of Object.keys(set)) {
    if (!known.has(name)) throw invalid(`${name} is not part of the local region`);
  }
  const scope = all.FilterPolicyScope || "MessageAttributes";
  if (!isScope(scope)) throw invalid(`FilterPolicyScope: Invalid value [${scope}].`);
  const policy = all.FilterPolicy ? objectIn("FilterPolicy", all.FilterPolicy) : undefined;
  const problem = policy && problemInFilter(policy, scope);
  if (problem) throw invalid(`FilterPolicy: ${problem}`);
  const redrive = all.RedrivePolicy ? objectIn("RedrivePolicy", all.RedrivePolicy) : {};
  return {
    ...rest,
    raw: all.RawMessageDelivery === "true",
    ...(policy && { filter: { scope, policy } }),
    ...(typeof redrive.deadLetterTargetArn === "string" && { deadLetterArn: redrive.deadLetterTargetArn }),
  };
}

export function attributesOf({ raw, filter, deadLetterArn }: Subscription): Record<string, string> {
  return {
    RawMessageDelivery: String(raw),
    ...(filter && { FilterPolicy: JSON.stringify(filter.policy), FilterPolicyScope: filter.scope }),
    ...(deadLetterArn !== undefined && { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: deadLetterArn }) }),
  };
}

const known = new Set(["RawMessageDelivery", "FilterPolicy", "FilterPolicyScope", "RedrivePolicy"]);
const isScope = (text: string): text is FilterScope => text === "MessageAttributes" || text === "MessageBody";

function objectIn(name: string, text: string): JsonObject {
  try {
    const value: unknown = JSON.parse(text);
    if (isObject(value)) return value;
  } catch {
    // Not JSON is as wrong as anything else.
  }
  throw invalid(`${name}: failed to parse JSON.`);
}

const invalid = (what: string) => new AwsError("InvalidParameter", `Invalid parameter: Attributes Reason: ${what}`);
