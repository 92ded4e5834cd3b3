import type { Statement } from "@ami-refresh/local/graph/wiring.ts";
import { checkPolicies } from "@ami-refresh/local/iam/check.ts";
import { expect, test } from "vitest";
import { aQueue } from "../../../support/wiring.ts";
import { aStatement, roleArn } from "./statements.ts";

const check = (statement: Partial<Statement>, managed: readonly string[] = []) =>
  checkPolicies({
    roles: [
      {
        name: "refresh",
        arn: roleArn,
        trusts: [],
        trustPolicy: [],
        statements: [aStatement({ actions: ["ec2:RunInstances"], ...statement })],
        managed,
      },
    ],
    queues: [],
    topics: [],
  });

test("policies that are read as IAM reads them are no problem", () => {
  check({
    resources: ["arn:aws:ec2:eu-west-2::image/*", "*"],
    conditions: {
      StringEqualsIfExists: { "aws:ResourceTag/Service": ["checkout"], "ec2:Owner": ["self"] },
      "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["GROUP#*"] },
      Null: { "aws:TagKeys": ["false"] },
    },
  });
});

test.each<[what: string, statement: Partial<Statement>, problem: RegExp]>([
  [
    "an operator that is not known",
    { conditions: { IpAddress: { "aws:SourceArn": ["10.0.0.0/8"] } } },
    /the role refresh \(ec2:RunInstances\) has the condition operator IpAddress: add it to/,
  ],
  [
    "a key that no call fills in",
    { conditions: { StringEquals: { "ec2:Tenancy": ["default"] } } },
    /a condition on ec2:Tenancy, which no call fills in: add it to/,
  ],
  [
    "a key of several values as if it had one",
    { conditions: { StringEquals: { "dynamodb:LeadingKeys": ["a"] } } },
    /StringEquals on dynamodb:LeadingKeys, which may have several values: say ForAllValues or ForAnyValue/,
  ],
  [
    "a policy variable",
    { resources: [["arn:aws:s3:::b/", "{aws:username}"].join("$")] },
    /policy variable .*: variables are not part/,
  ],
  [
    "a resource of any service",
    { resources: ["arn:aws:*:eu-west-2:123456789012:x"] },
    /neither \* nor an ARN of one service/,
  ],
  ["half an ARN", { resources: ["arn:aws:sqs"] }, /neither \* nor an ARN/],
])("%s keeps the region from starting", (_what, statement, problem) => {
  expect(() => check(statement)).toThrow(problem);
});

test("so does a policy of AWS's that nobody has written down", () => {
  expect(() => check({}, ["arn:aws:iam::aws:policy/AdministratorAccess"])).toThrow(
    /the role refresh has arn:aws:iam::aws:policy\/AdministratorAccess, of which the local region does not know what it allows/,
  );
});

test("all problems are told at once, those of queues and topics as well", () => {
  const policy = [aStatement({ conditions: { Unheard: { x: ["1"] } } })];
  const topics = [{ name: "mailboxes", arn: "arn:aws:sns:eu-west-2:123456789012:mailboxes", policy }];
  expect(() => checkPolicies({ roles: [], queues: [aQueue("inbox", { policy })], topics })).toThrow(
    /the queue inbox [\s\S]*\nthe topic mailboxes /,
  );
});
