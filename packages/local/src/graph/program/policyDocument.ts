import { z } from "zod";

const strings = z.array(z.string()).default([]);
const Statement = z.object({
  sid: z.string().optional(),
  effect: z.enum(["Allow", "Deny"]).default("Allow"),
  actions: strings,
  resources: strings,
  principals: z.array(z.object({ type: z.string(), identifiers: z.array(z.string()) })).default([]),
  conditions: z.array(z.object({ test: z.string(), variable: z.string(), values: z.array(z.string()) })).default([]),
});
const Arguments = z.object({ statements: z.array(Statement).default([]) });

/** What the provider makes of `aws.iam.getPolicyDocument`'s arguments: the policy as JSON. */
export function policyDocument(inputs: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { statements } = Arguments.parse(inputs);
  const json = JSON.stringify({ Version: "2012-10-17", Statement: statements.map(toJson) });
  // SST tells an empty policy by absent statements.
  return { id: "policy", json, ...(statements.length > 0 ? { statements: inputs.statements } : {}) };
}

function toJson(statement: z.infer<typeof Statement>) {
  return {
    ...(statement.sid === undefined ? {} : { Sid: statement.sid }),
    Effect: statement.effect,
    Action: statement.actions,
    ...(statement.resources.length > 0 ? { Resource: statement.resources } : {}),
    ...(statement.principals.length > 0 ? { Principal: principals(statement.principals) } : {}),
    ...(statement.conditions.length > 0 ? { Condition: conditions(statement.conditions) } : {}),
  };
}

const principals = (all: z.infer<typeof Statement>["principals"]) =>
  Object.fromEntries(all.map(({ type, identifiers }) => [type, identifiers]));

function conditions(all: z.infer<typeof Statement>["conditions"]) {
  const byTest: Record<string, Record<string, readonly string[]>> = {};
  for (const { test, variable, values } of all) byTest[test] = { ...byTest[test], [variable]: values };
  return byTest;
}
