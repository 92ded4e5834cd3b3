import type { Statement } from "../graph/wiring.ts";
import { conditionsHold } from "./conditions.ts";
import type { Question } from "./question.ts";
import { coversAction, coversResource } from "./wildcards.ts";

/** What statements say to a question, and which of them decided it. */
export type Decision =
  | { readonly kind: "allowed"; readonly by: readonly Statement[] }
  /** An explicit deny wins over whatever allows it. */
  | { readonly kind: "denied"; readonly by: readonly Statement[] }
  | { readonly kind: "not allowed" };

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html */
export function evaluate(statements: readonly Statement[], question: Question): Decision {
  const speaking = statements.filter((statement) => speaksOf(statement, question));
  const denying = speaking.filter(({ effect }) => effect === "Deny");
  if (denying.length > 0) return { kind: "denied", by: denying };
  return speaking.length > 0 ? { kind: "allowed", by: speaking } : { kind: "not allowed" };
}

/** A trust policy names no resource: it is the role's own. */
const speaksOf = ({ actions, resources, conditions }: Statement, { action, resource, context }: Question): boolean =>
  actions.some((pattern) => coversAction(pattern, action)) &&
  (resources.length === 0 || resources.some((pattern) => coversResource(pattern, resource))) &&
  conditionsHold(conditions, context);
