import { isBlock } from "./cidr.ts";
import { isOrder } from "./comparisons.ts";
import { isObject, type Json, type JsonObject } from "./json.ts";

/** What is wrong with a pattern, in the words of AWS's own answers; undefined: nothing. */
export function problemIn(pattern: Json): string | undefined {
  if (!isObject(pattern)) return "Filter is not an object";
  return inObject(pattern);
}

/** The comparisons of a pattern, one a line: what each may be told, and the problem with anything else. */
const operands: Readonly<Record<string, (operand: Json) => string | undefined>> = {
  exists: (operand) =>
    typeof operand === "boolean" ? undefined : "exists match pattern must be either true or false.",
  prefix: affix("prefix"),
  suffix: affix("suffix"),
  "equals-ignore-case": text("equals-ignore-case"),
  wildcard: text("wildcard"),
  cidr: (operand) => (typeof operand === "string" && isBlock(operand) ? undefined : `Malformed CIDR, one '/' required`),
  numeric,
  "anything-but": anythingBut,
};

function inObject(pattern: JsonObject): string | undefined {
  const entries = Object.entries(pattern);
  if (entries.length === 0) return "Empty objects are not allowed";
  return firstOf(entries, ([key, wanted]) => {
    if (key === "$or" && Array.isArray(wanted) && wanted.length > 1 && wanted.every(isObject)) {
      return firstOf(wanted, inObject);
    }
    if (isObject(wanted)) return inObject(wanted);
    if (!Array.isArray(wanted)) return `"${key}" must be an object or an array`;
    if (wanted.length === 0) return "Empty arrays are not allowed";
    return firstOf(wanted, (entry) => (isObject(entry) ? inComparison(entry) : literal(entry)));
  });
}

function inComparison(entry: JsonObject): string | undefined {
  const [first, ...more] = Object.entries(entry);
  if (!first) return "Empty objects are not allowed";
  if (more.length > 0) return "Only one key allowed in match expression";
  const [name, operand] = first;
  const check = operands[name];
  return check ? check(operand) : `Unrecognized match type ${name}`;
}

const literal = (value: Json) =>
  Array.isArray(value) ? "Match value must be String, number, true, false, or null" : undefined;

function text(name: string) {
  return (operand: Json) => (typeof operand === "string" ? undefined : `${name} match pattern must be a string`);
}

function affix(name: string) {
  return (operand: Json) =>
    isObject(operand) ? text(name)(operand["equals-ignore-case"] ?? null) : text(name)(operand);
}

function numeric(operand: Json): string | undefined {
  if (!Array.isArray(operand)) return "Value of numeric must be an array.";
  if (operand.length === 0 || operand.length > 4 || operand.length % 2 !== 0)
    return "Invalid number of bounds in numeric";
  return firstOf(operand, (part, index) =>
    index % 2 === 0
      ? isOrder(part)
        ? undefined
        : `Unrecognized numeric range operator: ${part}`
      : typeof part === "number"
        ? undefined
        : "Value of a numeric bound must be a number",
  );
}

function anythingBut(operand: Json): string | undefined {
  if (Array.isArray(operand)) {
    const kinds = new Set(operand.map((value) => typeof value));
    const [kind] = kinds;
    const alike = kinds.size === 1 && (kind === "string" || kind === "number");
    return alike ? undefined : "Inside anything but list, start|null|boolean is not supported.";
  }
  if (!isObject(operand)) {
    const fine = typeof operand === "string" || typeof operand === "number";
    return fine ? undefined : "Value of anything-but must be an array or single string/number value.";
  }
  const [[name = "", inner = null] = [], ...more] = Object.entries(operand);
  if (more.length > 0 || !["prefix", "suffix", "wildcard", "equals-ignore-case"].includes(name)) {
    return `Unsupported anything-but pattern: ${name}`;
  }
  return firstOf(Array.isArray(inner) ? inner : [inner], text(name));
}

function firstOf<T>(items: readonly T[], check: (item: T, index: number) => string | undefined): string | undefined {
  for (const [index, item] of items.entries()) {
    const problem = check(item, index);
    if (problem) return problem;
  }
  return undefined;
}
