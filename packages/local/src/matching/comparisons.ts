import { inBlock } from "./cidr.ts";
import { isObject, type Json } from "./json.ts";

/**
 * Whether one value passes one entry of a pattern's list: a literal, or an object that names a comparison. The comparisons
 * of EventBridge (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html), which SNS
 * shares; `exists` asks for more than a value and is not among them.
 */
export function passes(value: Json, wanted: Json): boolean {
  if (!isObject(wanted)) return value === wanted;
  const [[name = "", operand = null] = []] = Object.entries(wanted);
  return comparisons[name]?.(value, operand) ?? false;
}

const comparisons: Readonly<Record<string, (value: Json, operand: Json) => boolean>> = {
  prefix: (value, operand) => affix(value, operand, (text, part) => text.startsWith(part)),
  suffix: (value, operand) => affix(value, operand, (text, part) => text.endsWith(part)),
  "equals-ignore-case": (value, operand) => typeof value === "string" && lower(value) === lower(operand),
  wildcard: (value, operand) => typeof value === "string" && wildcard(String(operand)).test(value),
  numeric: (value, operand) => typeof value === "number" && Array.isArray(operand) && numeric(value, operand),
  cidr: (value, operand) => typeof value === "string" && inBlock(value, String(operand)),
  "anything-but": (value, operand) => {
    if (!isObject(operand)) return !listed(operand).includes(value);
    const [[name = "", inner = null] = []] = Object.entries(operand);
    return !listed(inner).some((each) => passes(value, { [name]: each }));
  },
};

/** `{"prefix": "x"}` and `{"prefix": {"equals-ignore-case": "x"}}`. */
function affix(value: Json, operand: Json, test: (text: string, part: string) => boolean): boolean {
  if (typeof value !== "string") return false;
  return isObject(operand)
    ? test(lower(value), lower(operand["equals-ignore-case"] ?? ""))
    : test(value, String(operand));
}

/** `[">", 0, "<=", 5]`: every bound holds. */
function numeric(value: number, bounds: readonly Json[]): boolean {
  for (let index = 0; index < bounds.length; index += 2) {
    const bound = Number(bounds[index + 1]);
    if (!orders[String(bounds[index])]?.(value, bound)) return false;
  }
  return true;
}

const orders: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  "=": (value, bound) => value === bound,
  "<": (value, bound) => value < bound,
  "<=": (value, bound) => value <= bound,
  ">": (value, bound) => value > bound,
  ">=": (value, bound) => value >= bound,
};
export const isOrder = (text: unknown): boolean => typeof text === "string" && Object.hasOwn(orders, text);

/** `*` is any number of characters; `\*` and `\\` are the characters themselves. */
function wildcard(pattern: string): RegExp {
  const source = pattern.replace(/\\[*\\]|\*|[.+?^${}()|[\]\\]/g, (found) => {
    if (found === "*") return ".*";
    return found.length === 2 ? found : `\\${found}`;
  });
  return new RegExp(`^${source}$`, "s");
}

const lower = (value: Json) => String(value).toLowerCase();
const listed = (value: Json): readonly Json[] => (Array.isArray(value) ? value : [value]);
