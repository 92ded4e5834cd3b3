import type { z } from "zod";
import { suggest } from "./closest.ts";
import { type JsonSchema, jsonSchema, partsAt } from "./jsonSchema.ts";
import type { Finding, Path } from "./problem.ts";
import { asList, asMap, keysOf, remedyFor } from "./remedies.ts";
import type { Source } from "./source.ts";

/** Says what a schema has found in the author's words; `root`: that schema, by default the configuration's. */
export function explain(
  issues: readonly z.core.$ZodIssue[],
  source: Source,
  root: JsonSchema = jsonSchema(),
): Finding[] {
  return issues.flatMap((issue) => explainOne(issue, [], source, root));
}

function explainOne(issue: z.core.$ZodIssue, base: Path, source: Source, root: JsonSchema): Finding[] {
  const path = [...base, ...issue.path.map((key) => (typeof key === "symbol" ? String(key) : key))];
  const value = valueAt(source.data, path);
  if (value === undefined && (issue.code === "invalid_type" || issue.code === "invalid_union")) {
    return [{ path, of: "key", message: "is missing", ...remedyFrom(partsAt(path, root)) }];
  }
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => unknownKey(key, path, root));
    case "invalid_key":
      return [{ path, of: "key", message: `expected ${issue.issues[0]?.message ?? "another key"}` }];
    case "invalid_union": {
      const fitting = issue.errors.find((branch) => !branch.some(isOfOtherType));
      if (fitting) return fitting.flatMap((inner) => explainOne(inner, path, source, root));
      const expected = issue.errors.flatMap((branch) => branch.filter(isOfOtherType).map(expectation));
      return [unexpected([...new Set(expected)].join(" or "), value, path, source, root)];
    }
    case "invalid_value": {
      const choice = issue.values.map(String);
      if (issue.values.length === 1) return [unexpected(expectation(issue), value, path, source, root)];
      const message = `expected one of ${choice.join(", ")}, found ${show(value)}`;
      return [{ path, of: "value", ...suggest(message, String(value), choice, "write one of them") }];
    }
    case "custom": {
      const { remedy } = issue.params ?? {};
      return [{ path, of: "value", message: issue.message, ...(typeof remedy === "string" && { remedy }) }];
    }
    default:
      return [unexpected(expectation(issue), value, path, source, root)];
  }
}

const isOfOtherType = (issue: z.core.$ZodIssue): boolean =>
  issue.path.length === 0 && (issue.code === "invalid_type" || issue.code === "invalid_value");

/** What was expected, as it follows that word: the leaf's own, or the kind of value. */
function expectation(issue: z.core.$ZodIssue): string {
  if (issue.code === "invalid_type" && issue.expected === "array") return "a list";
  if (issue.code === "invalid_type" && (issue.expected === "object" || issue.expected === "record")) return "a map";
  if (issue.code === "too_small" && issue.origin === "array") return "at least one";
  return issue.message;
}

function unexpected(expected: string, value: unknown, path: Path, source: Source, root: JsonSchema): Finding {
  const parts = partsAt(path, root);
  const written = source.written(path);
  const remedy =
    remedyFor(value, written, parts) ??
    (Array.isArray(value) ? asMap(parts) : asList(value, written, parts, partsAt([...path, 0], root)));
  const message = `expected ${expected}, found ${show(value)}`;
  return { path, of: "value", message, ...(remedy !== undefined && { remedy }) };
}

function unknownKey(key: string, parent: Path, root: JsonSchema): Finding {
  const known = keysOf(partsAt(parent, root));
  const message = `unknown key \`${key}\``;
  return {
    path: [...parent, key],
    of: "key",
    ...suggest(message, key, known, `the keys here are ${known.join(", ")}`),
  };
}

function remedyFrom(parts: readonly JsonSchema[]): { remedy?: string } {
  const description = parts.find((part) => part.description !== undefined)?.description;
  return description === undefined ? {} : { remedy: `add it: ${lowerFirst(description.replace(/\.$/, ""))}` };
}

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);

function show(value: unknown): string {
  if (value === null || value === undefined) return "nothing";
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : "a list";
  if (typeof value === "object") return "a map";
  const text = typeof value === "string" ? JSON.stringify(value) : String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

function valueAt(data: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === "object" && value !== null && Object.hasOwn(value, key)
        ? (value as Record<string | number, unknown>)[key]
        : undefined,
    data,
  );
}
