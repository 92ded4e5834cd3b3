import { closest } from "./closest.ts";
import type { JsonSchema } from "./jsonSchema.ts";

/** What to do about a value that is not of the kind that its place takes. `parts`: of the schema at that place. */

/** YAML makes numbers, booleans and nothing of text without quotes. */
export function remedyFor(
  value: unknown,
  written: string | undefined,
  parts: readonly JsonSchema[],
): string | undefined {
  const fits = (text: string) => fitsPattern(text, parts);
  const plain = String(value).replace(/%$/, "");
  if (typeof value === "string" && parts.some((part) => part.type === "integer") && /^\d+$/.test(plain)) {
    return `write ${plain}, a number without quotes`;
  }
  if (typeof value === "number" && fits(`${value}m`)) return `add a unit: ${value}m, ${value}h or ${value}d`;
  if (value === null) return "give it a value, or leave the key out; a value that begins with # needs quotes";
  if (typeof value === "string" && fits(`#${value}`)) return `did you mean "#${value}"?`;
  if (typeof value === "string" || written === undefined || !fits(written)) return undefined;
  return `put it in quotes: "${written}"`;
}

/** How the map is written that was meant by a list: by the keys that it has, or with a name before each entry. */
export function asMap(parts: readonly JsonSchema[]): string | undefined {
  const keys = keysOf(parts);
  if (keys.length > 0) return `write KEY: VALUE; the keys here are ${keys.join(", ")}`;
  const entries = parts
    .map(({ additionalProperties }) => additionalProperties)
    .filter((one) => typeof one === "object");
  if (entries.length === 0) return undefined;
  const needed = entries.flatMap(({ required }) => (required ?? []).map((key) => `${key}: VALUE`));
  return `write a name before each: NAME: ${needed.length === 0 ? "VALUE" : `{ ${needed.join(", ")}, … }`}`;
}

/** How a single value is written where a list of such values is expected; `items`: the schema's parts for its entries. */
export function asList(
  value: unknown,
  written: string | undefined,
  parts: readonly JsonSchema[],
  items: readonly JsonSchema[],
): string | undefined {
  if (typeof value !== "string") return undefined;
  const meant = closest(value, parts.flatMap(wordsOf));
  if (meant !== undefined) return `did you mean \`${meant}\`?`;
  const fits = items.flatMap(wordsOf).includes(value) || fitsPattern(value, items);
  return fits ? `write [${written ?? value}]` : undefined;
}

export const keysOf = (parts: readonly JsonSchema[]): string[] =>
  parts.flatMap((part) => Object.keys(part.properties ?? {}));

const fitsPattern = (text: string, parts: readonly JsonSchema[]): boolean =>
  parts.some(({ pattern }) => typeof pattern === "string" && new RegExp(pattern).test(text));

/** The words that may stand there, where it is a choice of some. */
const wordsOf = ({ enum: several, const: one }: JsonSchema): string[] =>
  (Array.isArray(several) ? several : [one]).filter((word) => typeof word === "string");
