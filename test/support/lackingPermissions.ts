import type { FunctionWiring, Statement, Wiring } from "@ami-refresh/local/graph/wiring.ts";

/** What the stacks deploy for the example, without an action in the role of a function. */
export const withoutAction =
  (handler: string, action: string, service?: string) =>
  (wiring: Wiring): Wiring => {
    const fn = functionOf(wiring, handler, service);
    const without = (statement: Statement) => ({
      ...statement,
      actions: statement.actions.filter((one) => one !== action),
    });
    return {
      ...wiring,
      roles: wiring.roles.map((role) =>
        role.arn === fn.roleArn ? { ...role, statements: role.statements.map(without) } : role,
      ),
    };
  };

/** Likewise, without the policy of a queue. */
export const withoutQueuePolicy =
  (name: string) =>
  (wiring: Wiring): Wiring => ({
    ...wiring,
    queues: wiring.queues.map((queue) => (queue.name.includes(name) ? { ...queue, policy: [] } : queue)),
  });

/** Likewise, where nobody may assume the role of a function. */
export const withoutTrust =
  (handler: string) =>
  (wiring: Wiring): Wiring => ({
    ...wiring,
    roles: wiring.roles.map((role) =>
      role.arn === functionOf(wiring, handler).roleArn ? { ...role, trustPolicy: [] } : role,
    ),
  });

export function functionOf({ functions }: Wiring, handler: string, service?: string): FunctionWiring {
  const found = functions.find(
    (fn) => fn.handler.endsWith(`/${handler}.handler`) && fn.environment.SERVICE === service,
  );
  if (!found) throw new Error(`there is no function ${handler} ${service ?? ""}`);
  return found;
}
