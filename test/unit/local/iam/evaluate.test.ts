import { evaluate } from "@ami-refresh/local/iam/evaluate.ts";
import { describe, expect, test } from "vitest";
import { aRequest, aStatement } from "./statements.ts";

const allows = (statement: Parameters<typeof aStatement>[0], request: Parameters<typeof aRequest>[0]) =>
  evaluate([aStatement(statement)], aRequest(request)).kind === "allowed";

describe("statements", () => {
  const allow = aStatement({ actions: ["sqs:*"] });
  const deny = aStatement({ effect: "Deny", actions: ["sqs:SendMessage"] });

  test("that say nothing allow nothing", () => {
    expect(evaluate([], aRequest())).toEqual({ kind: "not allowed" });
    expect(evaluate([deny], aRequest({ action: "sqs:ReceiveMessage" }))).toEqual({ kind: "not allowed" });
  });

  test("are told when they allow", () => {
    expect(evaluate([allow, aStatement({ actions: ["sns:*"] })], aRequest())).toEqual({ kind: "allowed", by: [allow] });
  });

  test("that deny win over all that allow, in whatever order", () => {
    expect(evaluate([allow, deny], aRequest())).toEqual({ kind: "denied", by: [deny] });
    expect(evaluate([deny, allow], aRequest())).toEqual({ kind: "denied", by: [deny] });
  });

  test("that deny on a condition deny only where it holds", () => {
    const elsewhere = { ...deny, conditions: { StringNotEquals: { "aws:RequestedRegion": ["eu-west-2"] } } };
    const from = (region: string) => aRequest({ context: { "aws:RequestedRegion": region } });
    expect(evaluate([allow, elsewhere], from("eu-west-2")).kind).toBe("allowed");
    expect(evaluate([allow, elsewhere], from("us-east-1")).kind).toBe("denied");
  });
});

test.each([
  ["ec2:DescribeImages", "ec2:DescribeImages", true],
  ["EC2:describeimages", "ec2:DescribeImages", true],
  ["ec2:Describe*", "ec2:DescribeImages", true],
  ["ec2:Describe?mages", "ec2:DescribeImages", true],
  ["ec2:Describe", "ec2:DescribeImages", false],
  ["ec2:*Images", "ec2:DescribeImagesOf", false],
  ["s3:*", "ec2:DescribeImages", false],
  ["ec2.DescribeImages", "ec2:DescribeImages", false],
])("the action %s speaks of %s: %s", (pattern, action, expected) => {
  expect(allows({ actions: [pattern] }, { action })).toBe(expected);
});

test.each([
  ["*", "arn:aws:sqs:eu-west-2:123456789012:mailbox", true],
  ["arn:aws:sqs:eu-west-2:123456789012:mailbox", "arn:aws:sqs:eu-west-2:123456789012:mailbox", true],
  ["arn:aws:sqs:eu-west-2:123456789012:mail", "arn:aws:sqs:eu-west-2:123456789012:mailbox", false],
  ["arn:aws:sqs:eu-west-2:123456789012:MAILBOX", "arn:aws:sqs:eu-west-2:123456789012:mailbox", false],
  ["arn:aws:sqs:*:123456789012:mail*", "arn:aws:sqs:eu-west-2:123456789012:mailbox", true],
  ["arn:aws:sqs:eu-west-?:*:mailbox", "arn:aws:sqs:eu-west-2:123456789012:mailbox", true],
  // An asterisk that ends its segment goes beyond it, one in the middle does not.
  [
    "arn:aws:logs:eu-west-2:123456789012:log-group:/a:*",
    "arn:aws:logs:eu-west-2:123456789012:log-group:/a:log-stream:b",
    true,
  ],
  ["arn:aws:logs:eu-west-2:123456789012:log-*up:/a:b", "arn:aws:logs:eu-west-2:123456789012:log-group:/a:b", true],
  ["arn:aws:logs:eu-west-2:1*2:b", "arn:aws:logs:eu-west-2:1:9:2:b", false],
  // What is to be made has no id yet: AWS asks for `instance/*`.
  ["arn:aws:ec2:eu-west-2:123456789012:instance/*", "arn:aws:ec2:eu-west-2:123456789012:instance/*", true],
  ["arn:aws:ec2:eu-west-2::image/*", "arn:aws:ec2:eu-west-2:123456789012:image/ami-1", false],
])("the resource %s speaks of %s: %s", (pattern, resource, expected) => {
  expect(allows({ resources: [pattern] }, { resource })).toBe(expected);
});
