import type { Statement, Wiring } from "@ami-refresh/local/graph/wiring.ts";
import { decide, type Policies, policiesOf } from "@ami-refresh/local/iam/policies.ts";
import type { Request } from "@ami-refresh/local/iam/question.ts";

/** A policy of which one permission has been taken away, or one prohibition: an action, or one of several resources. */
export interface Mutation {
  /** For the reader. */
  readonly without: string;
  /** The ARN of the role, or of what the policy is attached to. */
  readonly of: string;
  readonly policies: Policies;
}

/** Without each action of each statement, and without each of its resources. */
export function mutations(wiring: Wiring): Mutation[] {
  const policies = policiesOf(wiring);
  const attached = [
    ...[...wiring.queues, ...wiring.topics].map(({ name, arn, policy = [] }) => ({ name, arn, policy })),
    ...wiring.roles.map(({ name, arn, trustPolicy }) => ({ name: `trust in ${name}`, arn, policy: trustPolicy })),
  ];
  return [
    ...wiring.roles.flatMap(({ name, arn, statements }) =>
      lessened(name, statements).map(({ without, left }) => ({
        without,
        of: arn,
        policies: { ...policies, roles: new Map([...policies.roles, [arn, left]]) },
      })),
    ),
    ...attached.flatMap(({ name, arn, policy }) =>
      lessened(name, policy).map(({ without, left }) => ({
        without,
        of: arn,
        policies: { ...policies, resources: new Map([...policies.resources, [arn, left]]) },
      })),
    ),
  ];
}

function lessened(of: string, statements: readonly Statement[]) {
  return statements.flatMap((statement, place) => {
    const { effect, actions, resources } = statement;
    const less = (what: string, left: Statement[]) => ({
      without: `${of}: ${effect} ${what}`,
      left: statements.toSpliced(place, 1, ...left),
    });
    const rest = (all: readonly string[], one: string) => all.filter((other) => other !== one);
    return [
      ...actions.map((action) =>
        less(
          `${action} on ${resources.join()}`,
          actions.length === 1 ? [] : [{ ...statement, actions: rest(actions, action) }],
        ),
      ),
      ...(resources.length === 1 ? [] : resources).map((resource) =>
        less(`${actions.join()} on ${resource}`, [{ ...statement, resources: rest(resources, resource) }]),
      ),
    ];
  });
}

/** Those that answer every request as before. Of a prohibition it is enough that it is no longer what refuses a request. */
export function withoutEffect(all: readonly Mutation[], requests: readonly Request[], before: Policies): Mutation[] {
  const answers = requests.map((request) => ({ request, kind: decide(before, request).kind }));
  return all.filter(({ of, policies }) =>
    answers
      .filter(
        ({ request: { principal, resource } }) =>
          resource === of || (principal.kind === "role" && principal.role === of),
      )
      .every(({ request, kind }) => decide(policies, request).kind === kind),
  );
}
