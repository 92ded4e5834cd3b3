import type { Statement, Wiring } from "../graph/wiring.ts";
import { type Decision, evaluate } from "./evaluate.ts";
import { awsParameterKey } from "./keys.ts";
import { managedPolicy } from "./managed.ts";
import type { Principal, Request } from "./question.ts";

/** All policies of the account, by ARN. */
export interface Policies {
  /** What roles may do; a role that is not there is none of the graph's. */
  readonly roles: ReadonlyMap<string, readonly Statement[]>;
  /** Policies of queues and topics, and the trust policies of roles: who may do something to them. */
  readonly resources: ReadonlyMap<string, readonly Statement[]>;
}

/**
 * Within an account it is enough that the role's own policies allow something, or the resource's policy allows it to the
 * role; what either denies is denied. A service has only the resource's policy
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics-id-rdp.html).
 */
export function decide({ roles, resources }: Policies, request: Request): Decision {
  const { principal, resource } = request;
  const own = principal.kind === "role" ? (roles.get(principal.role) ?? []) : [];
  const others = (resources.get(resource) ?? []).filter((statement) => speaksTo(statement, principal));
  return evaluate([...own, ...others], request);
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html */
function speaksTo({ principals = {} }: Statement, principal: Principal): boolean {
  if (principals["*"]?.includes("*")) return true;
  if (principal.kind === "service") return principals.Service?.includes(principal.service) === true;
  const names = ["*", principal.role, principal.session];
  return principals.AWS?.some((name) => names.includes(name)) === true;
}

export function policiesOf(wiring: Pick<Wiring, "roles" | "queues" | "topics" | "account" | "region">): Policies {
  return {
    roles: new Map(
      wiring.roles.map(({ arn, statements, managed }) => [
        arn,
        [...statements, ...managed.flatMap((policy) => managedPolicy(policy) ?? [])],
      ]),
    ),
    resources: new Map([
      ...[...wiring.queues, ...wiring.topics].map(({ arn, policy = [] }) => [arn, policy] as const),
      ...wiring.roles.map(({ arn, trustPolicy }) => [arn, trustPolicy] as const),
      awsParameterKey(wiring),
    ]),
  };
}
