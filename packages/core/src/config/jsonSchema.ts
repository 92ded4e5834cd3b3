import * as z from "zod";
import { Written } from "./schema.ts";

/** The schema of the configuration for editors (JSON Schema draft 7). */
export function jsonSchema(): JsonSchema {
  return z.toJSONSchema(Written, { target: "draft-7", io: "input" }) as JsonSchema;
}

/** What stands in ami-refresh.schema.json. */
export const jsonSchemaText = (): string => `${JSON.stringify(jsonSchema(), null, 2)}\n`;

/** As much of JSON Schema as the configuration's uses. */
export interface JsonSchema {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly [keyword: string]: unknown;
}

/** The parts of the schema that may apply at a path. */
export function partsAt(path: readonly (string | number)[], root: JsonSchema = jsonSchema()): JsonSchema[] {
  let parts = alternatives(root);
  for (const key of path) parts = parts.flatMap((part) => alternatives(step(part, key)));
  return parts;
}

function step(part: JsonSchema, key: string | number): JsonSchema | undefined {
  if (typeof key === "number") return part.items;
  if (part.properties && Object.hasOwn(part.properties, key)) return part.properties[key];
  return typeof part.additionalProperties === "object" ? part.additionalProperties : undefined;
}

function alternatives(part: JsonSchema | undefined): JsonSchema[] {
  if (!part) return [];
  return [part, ...(part.anyOf ?? []).flatMap(alternatives)];
}
