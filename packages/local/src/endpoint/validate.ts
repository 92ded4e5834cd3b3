import type { NormalizedSchema } from "@smithy/core/schema";
import { AwsError } from "./operations.ts";
import type { Protocol } from "./protocol.ts";
import { fields, requiredMembers } from "./shapes.ts";

/**
 * Holds an input to its schema: types, and members that must be there. Operations may rely on what their types say.
 * Lengths, patterns and ranges are the operations' own affair.
 * @throws AwsError with the code of the protocol
 */
export function validate(schema: NormalizedSchema, value: unknown, codes: Protocol["codes"]): void {
  if (!schema.isUnitSchema()) validateMember(schema, value, "", codes);
}

function validateMember(schema: NormalizedSchema, value: unknown, path: string, codes: Protocol["codes"]): void {
  const expected = mismatch(schema, value);
  if (expected) throw new AwsError(codes.malformed, `${path || "the request"}: expected ${expected}`);
  if (schema.isStructSchema()) {
    const members = fields(value);
    for (const name of requiredMembers(schema)) {
      if (members[name] === undefined || members[name] === null) throw missing(`${prefix(path)}${name}`, codes);
    }
    for (const [name, member] of schema.structIterator()) {
      const given = members[name];
      if (given !== undefined) validateMember(member, given, `${prefix(path)}${name}`, codes);
    }
  } else if (schema.isListSchema()) {
    const items: unknown[] = Array.isArray(value) ? value : [];
    for (const [index, item] of items.entries()) {
      validateMember(schema.getValueSchema(), item, `${path}[${index}]`, codes);
    }
  } else if (schema.isMapSchema()) {
    for (const [key, item] of Object.entries(fields(value))) {
      validateMember(schema.getValueSchema(), item, `${prefix(path)}${key}`, codes);
    }
  }
}

/** What was expected instead; undefined if nothing is wrong. */
function mismatch(schema: NormalizedSchema, value: unknown): string | undefined {
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  if (schema.isDocumentSchema()) return undefined;
  if (schema.isStructSchema() || schema.isMapSchema()) return isObject ? undefined : "an object";
  if (schema.isListSchema()) return Array.isArray(value) ? undefined : "a list";
  if (schema.isBooleanSchema()) return typeof value === "boolean" ? undefined : "true or false";
  if (schema.isNumericSchema()) return typeof value === "number" ? undefined : "a number";
  if (schema.isTimestampSchema()) {
    return value instanceof Date && !Number.isNaN(value.getTime()) ? undefined : "a time";
  }
  if (schema.isBlobSchema()) return value instanceof Uint8Array ? undefined : "bytes in base64";
  if (schema.isStringSchema()) return typeof value === "string" || value instanceof String ? undefined : "a string";
  return undefined;
}

const prefix = (path: string): string => (path ? `${path}.` : "");

const missing = (path: string, codes: Protocol["codes"]) =>
  new AwsError(
    codes.missing,
    codes.missing === "MissingParameter"
      ? `The request must contain the parameter ${path}`
      : `1 validation error detected: Value null at '${path}' failed to satisfy constraint: Member must not be null`,
  );
