import * as z from "zod";
import { instant } from "../../domain/codecs.ts";
import { fieldMeanings } from "./meanings.ts";

/** A field of an event's detail, as JSON holds it. */
export interface Field {
  /** `steps[].waits[].gate` */
  readonly path: string;
  /** `string`, `instant`, `one of …` */
  readonly type: string;
  /** `always`, `optional`, or for which status of a union: `where status is failed`. */
  readonly present: string;
}

/** As much of JSON Schema as the events use. */
interface Schema {
  readonly type?: string;
  readonly format?: string;
  readonly const?: string;
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly oneOf?: readonly Schema[];
}

/** JSON Schema of the detail as it travels, that is before instants are read. */
export function detailSchema(schema: z.core.$ZodType): Schema {
  return z.toJSONSchema(schema, {
    io: "input",
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema === instant) jsonSchema.format = "date-time";
    },
  }) as Schema;
}

/** Every field under a schema, outer ones first. */
export function fieldsOf(schema: Schema, prefix = ""): Field[] {
  const variants = schema.oneOf ?? [schema];
  const names = [...new Set(variants.flatMap(({ properties = {} }) => Object.keys(properties)))];
  return names.flatMap((name): Field[] => {
    const having = variants.filter(({ properties = {} }) => name in properties);
    const forms = having.flatMap(({ properties }) => properties?.[name] ?? []);
    const path = prefix + name;
    const [form = {}] = forms;
    return [
      { path, type: typeOf(forms), present: presence(name, having, variants) },
      ...fieldsOf(form.items ?? form, form.items ? `${path}[].` : `${path}.`),
    ];
  });
}

function presence(name: string, having: readonly Schema[], variants: readonly Schema[]): string {
  const optional = having.every(({ required = [] }) => !required.includes(name));
  if (having.length === variants.length) return optional ? "optional" : "always";
  const statuses = having.map(({ properties, required = [] }) => {
    const status = `\`${properties?.status?.const}\``;
    return required.includes(name) ? status : `${status} (optional)`;
  });
  return `where the status is ${statuses.join(", ")}`;
}

function typeOf(forms: readonly Schema[]): string {
  const choice = forms.flatMap((form) => form.enum ?? form.const ?? []);
  if (choice.length > 0) return `one of ${choice.map((word) => `\`${word}\``).join(", ")}`;
  const [form = {}] = forms;
  if (form.format === "date-time") return "instant";
  if (form.items)
    return `list of ${form.items.oneOf || form.items.properties ? "objects" : `${typeOf([form.items])}s`}`;
  return form.type ?? "anything";
}

/** Throws for a field that nobody has explained. */
export function meaningOf(event: string, path: string): string {
  const meaning = fieldMeanings[`${event} ${path}`] ?? fieldMeanings[path];
  if (meaning) return meaning;
  throw new Error(
    `the field ${path} of ${event} has no meaning: write one in packages/core/src/docs/events/meanings.ts`,
  );
}
