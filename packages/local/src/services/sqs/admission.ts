import type { QueueWiring, Statement } from "../../graph/wiring.ts";

/** An AWS service that sends on behalf of one of our resources: a topic, a rule. */
export interface ServiceSender {
  readonly service: string;
  readonly sourceArn: string;
}

/** Whether the queue's policy lets a service send to it. */
export function admits(queue: Pick<QueueWiring, "arn" | "policy">, sender: ServiceSender, account: string): boolean {
  const known: Readonly<Record<string, string>> = {
    "aws:sourcearn": sender.sourceArn,
    "aws:sourceaccount": account,
    "aws:securetransport": "true",
  };
  const applies = (statement: Statement) =>
    anyOf(
      statement.actions.map((action) => action.toLowerCase()),
      "sqs:sendmessage",
    ) &&
    anyOf(statement.resources, queue.arn) &&
    Object.entries(statement.principals ?? {}).some(([kind, names]) =>
      kind === "*" || kind === "AWS" ? names.includes("*") : kind === "Service" && names.includes(sender.service),
    ) &&
    Object.entries(statement.conditions).every(([operator, tests]) =>
      Object.entries(tests).every(([key, values]) => holds(operator, known[key.toLowerCase()], values)),
    );
  const applicable = queue.policy.filter(applies);
  return applicable.some(({ effect }) => effect === "Allow") && !applicable.some(({ effect }) => effect === "Deny");
}

/** An operator that is not known here holds for nobody: a policy is never read as wider than it is. */
function holds(operator: string, value: string | undefined, wanted: readonly string[]): boolean {
  if (value === undefined) return operator.endsWith("IfExists");
  switch (operator.replace(/IfExists$/, "")) {
    case "StringEquals":
    case "Bool":
      return wanted.includes(value);
    case "StringLike":
    case "ArnLike":
    case "ArnEquals":
      return anyOf(wanted, value);
    default:
      return false;
  }
}

const anyOf = (patterns: readonly string[], value: string) =>
  patterns.some((pattern) => {
    const source = pattern
      .replace(/[.+^${}()|[\]\\]/g, "\\$&")
      .replaceAll("*", ".*")
      .replaceAll("?", ".");
    return new RegExp(`^${source}$`, "s").test(value);
  });
