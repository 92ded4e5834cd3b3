import type { Statement } from "../graph/wiring.ts";
import { type Operator, operatorNamed } from "./operators.ts";
import type { Context } from "./question.ts";

/**
 * Whether all conditions of a statement hold: every operator and every key of it; of the values that a policy lists for a
 * key, one is enough (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html).
 * @throws if an operator is none that is known here: a condition is never passed over.
 */
export function conditionsHold(conditions: Statement["conditions"], context: Context): boolean {
  return Object.entries(conditions).every(([name, keys]) => {
    const operator = operatorNamed(name);
    if (!operator) throw new Error(`the local region does not know the condition operator ${name}`);
    return Object.entries(keys).every(([key, wanted]) => holds(operator, valuesOf(key, context), wanted));
  });
}

/** Keys are the same in any letters. */
function valuesOf(key: string, context: Context): readonly string[] {
  const wanted = key.toLowerCase();
  for (const [name, value] of Object.entries(context)) {
    if (value !== undefined && name.toLowerCase() === wanted) return typeof value === "string" ? [value] : value;
  }
  return [];
}

/**
 * Where the key has no value, a condition does not hold, but one that asks for something else does; IfExists holds, and
 * ForAllValues as well (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html,
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html).
 */
function holds(
  { over, ifExists, test, negated }: Operator,
  values: readonly string[],
  wanted: readonly string[],
): boolean {
  const absent = values.length === 0;
  if (test === "Null") return wanted.some((value) => (value.toLowerCase() === "true") === absent);
  if (absent) return ifExists || over === "all" || (over === "one" && negated);
  const matches = (value: string) => wanted.some((one) => test(one, value)) !== negated;
  return over === "any" ? values.some(matches) : values.every(matches);
}
