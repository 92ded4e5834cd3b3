import { problemIn } from "./check.ts";
import { isObject, type Json, type JsonObject } from "./json.ts";
import { matches } from "./pattern.ts";

export type FilterScope = "MessageAttributes" | "MessageBody";

export interface Filter {
  readonly scope: FilterScope;
  readonly policy: JsonObject;
}

/** What of a message a filter policy looks at. */
export interface Filtered {
  readonly body: string;
  readonly attributes: Readonly<
    Record<string, { readonly DataType: string | undefined; readonly StringValue?: string | undefined }>
  >;
}

/** Whether a subscription takes a message (https://docs.aws.amazon.com/sns/latest/dg/sns-message-filtering.html). */
export function accepts({ scope, policy }: Filter, message: Filtered): boolean {
  const subject = scope === "MessageBody" ? parsed(message.body) : fromAttributes(message.attributes);
  // A body that is no JSON object has none of the properties that a policy asks for.
  return isObject(subject) && matches(policy, subject);
}

/**
 * What is wrong with a filter policy; undefined: nothing.
 * Limits: https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html
 */
export function problemInFilter(policy: Json, scope: FilterScope): string | undefined {
  const problem = problemIn(policy);
  if (problem || !isObject(policy)) return problem;
  const lists = listsIn(policy);
  if (scope === "MessageAttributes" && lists.some(({ depth }) => depth > 1)) {
    return "Filter policy scope MessageAttributes does not support nested filter policy";
  }
  if (new Set(lists.map(({ key }) => key)).size > 5) return "Filter policy can not have more than 5 keys";
  const combinations = lists.reduce((product, { length, depth }) => product * length * depth, 1);
  return combinations > 150 ? "Filter policy is too complex" : undefined;
}

function listsIn(policy: JsonObject, path = "", depth = 1): { key: string; length: number; depth: number }[] {
  return Object.entries(policy).flatMap(([key, wanted]) => {
    if (isObject(wanted)) return listsIn(wanted, `${path}${key}.`, depth + 1);
    if (!Array.isArray(wanted)) return [];
    if (key !== "$or") return [{ key: path + key, length: wanted.length, depth }];
    return wanted.filter(isObject).flatMap((alternative) => listsIn(alternative, path, depth));
  });
}

/** Strings, numbers and lists of them; binary attributes cannot be filtered by. */
function fromAttributes(attributes: Filtered["attributes"]): JsonObject {
  const values: [string, Json][] = Object.entries(attributes).flatMap(([name, { DataType = "", StringValue = "" }]) => {
    if (DataType === "String.Array") return [[name, parsed(StringValue) ?? null]];
    if (DataType.startsWith("Number")) return [[name, Number(StringValue)]];
    return DataType.startsWith("String") ? [[name, StringValue]] : [];
  });
  return Object.fromEntries(values);
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
