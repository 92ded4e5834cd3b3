import { policyJson } from "../../graph/wiring/statements.ts";
import type { Statement } from "../../graph/wiring.ts";

/** The statements of a queue policy as it is written; undefined: it is none. */
export function statementsIn(policy: string): readonly Statement[] | undefined {
  return policy === "" ? [] : policyJson.safeParse(policy).data;
}

export const written = (statements: readonly Statement[]): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: statements.map(({ effect, principals, actions, resources, conditions }) => ({
      Effect: effect,
      ...(principals && { Principal: principals }),
      Action: actions,
      Resource: resources,
      ...(Object.keys(conditions).length > 0 && { Condition: conditions }),
    })),
  });
