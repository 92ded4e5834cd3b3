import type { NormalizedSchema } from "@smithy/core/schema";
import { AwsError } from "./operations.ts";

/** A value that came as text: in a form, a path, a query or a header. */
export function scalar(schema: NormalizedSchema, text: string): unknown {
  if (schema.isBooleanSchema()) {
    if (/^(true|false)$/i.test(text)) return text.toLowerCase() === "true";
    throw malformed(schema, text, "true or false");
  }
  if (schema.isNumericSchema()) {
    const number = Number(text);
    if (text.trim() !== "" && !Number.isNaN(number)) return number;
    throw malformed(schema, text, "a number");
  }
  if (schema.isTimestampSchema()) {
    const time = /^-?\d+(\.\d+)?$/.test(text) ? new Date(Number(text) * 1000) : new Date(text);
    if (!Number.isNaN(time.getTime())) return time;
    throw malformed(schema, text, "a time such as 2026-11-24T10:00:00Z");
  }
  if (schema.isBlobSchema()) return new Uint8Array(Buffer.from(text, "base64"));
  return text;
}

const malformed = (schema: NormalizedSchema, text: string, expected: string) =>
  new AwsError("MalformedInput", `${memberName(schema)}: expected ${expected}, got "${text.slice(0, 100)}"`);

const memberName = (schema: NormalizedSchema): string =>
  schema.isMemberSchema() ? schema.getMemberName() : (schema.getName() ?? "value");
