import type { LogEntry } from "../context.ts";
import type { Statement } from "../graph/wiring.ts";
import type { Decision } from "./evaluate.ts";
import { missingStatements } from "./missing.ts";
import { decide, type Policies } from "./policies.ts";
import type { Request } from "./question.ts";

/** A request with what the policies say to it. */
export interface Decided {
  readonly request: Request;
  readonly decision: Decision;
}

/** Decides in the region's name, and logs what it refuses with the statement that is missing. */
export interface Authority {
  readonly policies: Policies;
  /** Nothing is logged yet: AWS may refuse a call by several of its requests at once. */
  decide(request: Request): Decided;
  /** `who`: as the log calls them, such as the function's name. */
  refuse(who: string, refused: readonly [Decided, ...Decided[]]): void;
  /** Decides, and logs a refusal. */
  allows(who: string, request: Request): boolean;
  /** As `allows`, by a policy that may have changed since the region began. */
  admits(who: string, request: Request, policy: readonly Statement[]): boolean;
}

export interface AuthorityOptions {
  readonly policies: Policies;
  readonly log: (entry: LogEntry) => void;
  /** Told of every decision. */
  readonly onDecision?: ((decided: Decided) => void) | undefined;
}

export function createAuthority({ policies, log, onDecision }: AuthorityOptions): Authority {
  const told = (request: Request, decision: Decision): Decided => {
    const decided = { request, decision };
    onDecision?.(decided);
    return decided;
  };

  const refuse: Authority["refuse"] = (who, refused) => {
    const [{ request, decision }] = refused;
    const { action, resource } = request;
    const policy = policyOf(request);
    const denying = refused.flatMap((one) => (one.decision.kind === "denied" ? one.decision.by : []));
    const missing = missingStatements(
      refused.flatMap((one) => (one.decision.kind === "not allowed" ? [one.request] : [])),
    );
    const remedy =
      decision.kind === "denied"
        ? `${policy} denies it: ${JSON.stringify(denying)}`
        : `missing in ${policy}: ${JSON.stringify(missing.length === 1 ? missing[0] : missing)}`;
    log({
      level: "error",
      from: "iam",
      message: `${who} may not ${action}${resource === "*" ? "" : ` on ${resource}`}; ${remedy}`,
      fields: { who, policy, missing, ...(denying.length > 0 && { denying }) },
    });
  };

  const answered = (who: string, decided: Decided): boolean => {
    if (decided.decision.kind === "allowed") return true;
    refuse(who, [decided]);
    return false;
  };

  const decideOn = (request: Request) => told(request, decide(policies, request));
  return {
    policies,
    decide: decideOn,
    refuse,
    allows: (who, request) => answered(who, decideOn(request)),
    admits: (who, request, policy) => {
      const resources = new Map([[request.resource, policy]]);
      return answered(who, told(request, decide({ ...policies, resources }, request)));
    },
  };
}

/** Which policy says it, or should. */
function policyOf({ principal, action, resource }: Request): string {
  const nameOf = (arn: string) => arn.split(/[:/]/).at(-1) ?? arn;
  if (principal.kind === "role") return `the role ${nameOf(principal.role)}`;
  return action === "sts:AssumeRole"
    ? `the trust policy of the role ${nameOf(resource)}`
    : `the policy of ${nameOf(resource)}`;
}
