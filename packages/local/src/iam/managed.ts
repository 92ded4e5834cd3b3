import type { Statement } from "../graph/wiring.ts";

const allows = (actions: readonly string[]): Statement => ({
  effect: "Allow",
  actions,
  resources: ["*"],
  conditions: {},
});

/** What AWS's own policies say, as far as a role of ours may have them (https://docs.aws.amazon.com/aws-managed-policy/latest/reference/). */
const known: Readonly<Record<string, readonly Statement[]>> = {
  AWSLambdaBasicExecutionRole: [allows(["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"])],
};

/** Undefined: none that is known here. */
export const managedPolicy = (arn: string): readonly Statement[] | undefined => known[arn.split("/").at(-1) ?? ""];
