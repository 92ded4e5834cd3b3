import type { Statement, Wiring } from "../graph/wiring.ts";
import { managedPolicy } from "./managed.ts";
import { operatorNamed } from "./operators.ts";

/**
 * Condition keys that the calls fill in (iam/calls/). A policy may name no other: what nobody fills in would look absent,
 * and conditions that hold where a key is absent would let through what AWS refuses.
 */
const knownKeys: ReadonlySet<string> = new Set(
  [
    "aws:PrincipalAccount",
    "aws:PrincipalArn",
    "aws:RequestedRegion",
    "aws:SecureTransport",
    "aws:SourceAccount",
    "aws:SourceArn",
    "aws:TagKeys",
    "dynamodb:LeadingKeys",
    "ec2:CreateAction",
    "ec2:InstanceType",
    "ec2:IsLaunchTemplateResource",
    "ec2:LaunchTemplate",
    "ec2:Owner",
    "ec2:Public",
    "ec2:Region",
    "events:detail-type",
    "events:source",
    "iam:PassedToService",
    "kms:CallerAccount",
    "kms:EncryptionContext:PARAMETER_ARN",
    "kms:ViaService",
    "ses:ApiVersion",
    "ses:FromAddress",
    "ses:Recipients",
  ].map((key) => key.toLowerCase()),
);
const tagKeys = /^(aws:(resource|request)tag|(autoscaling|ec2):resourcetag)\/./;

/** Keys that may have several values: without ForAllValues or ForAnyValue it is not defined what a condition on them says. */
const multivalued: ReadonlySet<string> = new Set(["aws:tagkeys", "dynamodb:leadingkeys", "ses:recipients"]);

/**
 * @throws if the local region would read one of the graph's policies otherwise than IAM: for all of them, with the place
 * and the remedy.
 */
export function checkPolicies({ roles, queues, topics }: Pick<Wiring, "roles" | "queues" | "topics">): void {
  const problems = [
    ...roles.flatMap(({ name, statements, trustPolicy, managed }) => [
      ...[...statements, ...trustPolicy].flatMap((statement) => problemsIn(`the role ${name}`, statement)),
      ...managed
        .filter((arn) => !managedPolicy(arn))
        .map(
          (arn) =>
            `the role ${name} has ${arn}, of which the local region does not know what it allows: write its statements out, or add it to iam/managed.ts`,
        ),
    ]),
    ...queues.flatMap(({ name, policy }) => policy.flatMap((statement) => problemsIn(`the queue ${name}`, statement))),
    ...topics.flatMap(({ name, policy = [] }) =>
      policy.flatMap((statement) => problemsIn(`the topic ${name}`, statement)),
    ),
  ];
  if (problems.length > 0) throw new Error(`The local region cannot enforce every policy:\n${problems.join("\n")}`);
}

function problemsIn(place: string, { actions, resources, conditions }: Statement): string[] {
  const where = `${place} (${actions.join(", ")})`;
  const values = Object.values(conditions).flatMap((keys) => Object.values(keys).flat());
  return [
    ...[...resources, ...values]
      .filter((text) => text.includes("${"))
      .map((text) => `${where} has the policy variable ${text}: variables are not part of the local region`),
    ...resources
      .filter((arn) => arn !== "*" && !/^arn:[^:]+:[a-z0-9-]+:[^:]*:[^:]*:./.test(arn))
      .map((arn) => `${where} names the resource ${arn}, which is neither * nor an ARN of one service`),
    ...Object.entries(conditions).flatMap(([name, keys]) => conditionProblems(where, name, Object.keys(keys))),
  ];
}

function conditionProblems(where: string, name: string, keys: readonly string[]): string[] {
  const operator = operatorNamed(name);
  if (!operator) return [`${where} has the condition operator ${name}: add it to iam/operators.ts`];
  return keys.flatMap((key) => {
    const plain = key.toLowerCase();
    if (!knownKeys.has(plain) && !tagKeys.test(plain)) {
      return [`${where} has a condition on ${key}, which no call fills in: add it to iam/calls/ and iam/check.ts`];
    }
    return multivalued.has(plain) && operator.over === "one" && operator.test !== "Null"
      ? [`${where} has ${name} on ${key}, which may have several values: say ForAllValues or ForAnyValue`]
      : [];
  });
}
