import type { Statement, Wiring } from "../../packages/local/src/graph/wiring.ts";

/** Everything that policies say in a stage, as one reads it in a review. */
export function policyText(wiring: Wiring): string {
  return [
    `# What everybody may do in the stage ${wiring.stage}. An Allow or Deny is on every resource under it, if all conditions hold.`,
    ...wiring.roles.map(({ name, trustPolicy, statements, managed }) =>
      [
        `role ${name}`,
        ...trustPolicy.map(statementText),
        ...statements.map(statementText),
        ...managed.map((arn) => `  and all that ${arn} allows`),
      ].join("\n"),
    ),
    ...wiring.queues.map(({ name, policy }) => [`queue ${name}`, ...policy.map(statementText)].join("\n")),
    ...wiring.topics.map(({ name, policy = [] }) => [`topic ${name}`, ...policy.map(statementText)].join("\n")),
    ...wiring.functions.map(({ name, invokers, url }) =>
      [
        `function ${name}`,
        ...(invokers.length === 0 && !url ? ["  nobody may invoke it"] : []),
        ...(url ? [`  Allow ${url.everybodyMay.join(", ")} to everybody\n    through its URL`] : []),
        ...invokers.map(
          ({ principal, sourceArn }) =>
            `  Allow lambda:InvokeFunction to ${principal}\n    for ${sourceArn ?? "anybody"}`,
        ),
      ].join("\n"),
    ),
  ].join("\n\n");
}

function statementText({ effect, actions, resources, principals, conditions }: Statement): string {
  const whom = Object.values(principals ?? {}).flat();
  return [
    `  ${effect} ${actions.join(", ")}${whom.length > 0 ? ` to ${whom.join(", ")}` : ""}`,
    ...resources.map((resource) => `    on ${resource}`),
    ...Object.entries(conditions).flatMap(([test, keys]) =>
      Object.entries(keys).map(([key, values]) => `    if ${key} ${test} ${values.join(" | ")}`),
    ),
  ].join("\n");
}
