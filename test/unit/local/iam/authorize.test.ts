import type { LogEntry } from "@ami-refresh/local/context.ts";
import { AwsError } from "@ami-refresh/local/endpoint/operations.ts";
import type { Statement } from "@ami-refresh/local/graph/wiring.ts";
import { createAuthority, type Decided } from "@ami-refresh/local/iam/authority.ts";
import { authorizeWith } from "@ami-refresh/local/iam/authorize.ts";
import { describe, expect, test } from "vitest";
import { group, someFacts, template, templateId } from "./facts.ts";
import { aStatement, roleArn } from "./statements.ts";

const session = "arn:aws:sts::123456789012:assumed-role/refresh/refresh-web";

/** An account in which one function has one role with `statements`; key `fn` is the function's. */
function anAccount(...statements: Statement[]) {
  const log: LogEntry[] = [];
  const decisions: Decided[] = [];
  const authority = createAuthority({
    policies: { roles: new Map([[roleArn, statements]]), resources: new Map() },
    log: (entry) => void log.push(entry),
    onDecision: (decided) => void decisions.push(decided),
  });
  const authorize = authorizeWith({
    authority,
    facts: someFacts(),
    callerOf: (key) =>
      key === "fn" ? { name: "refresh-web", principal: { kind: "role", role: roleArn, session } } : undefined,
  });
  const call = (service: string, operation: string, input: object = {}, accessKeyId = "fn") => {
    try {
      authorize({ service, operation, accessKeyId, input });
    } catch (error) {
      if (error instanceof AwsError) return error;
      throw error;
    }
    return undefined;
  };
  return { call, log, decisions };
}

const started = {
  AutoScalingGroupName: "web",
  DesiredConfiguration: { LaunchTemplate: { LaunchTemplateId: templateId, Version: "2" } },
};

test("a call that the role allows goes on, and is heard of", () => {
  const { call, log, decisions } = anAccount(aStatement({ actions: ["sns:Publish"] }));
  expect(call("sns", "Publish", { TopicArn: "arn:aws:sns:eu-west-2:123456789012:t" })).toBeUndefined();
  expect(log).toEqual([]);
  expect(decisions).toMatchObject([{ request: { action: "sns:Publish" }, decision: { kind: "allowed" } }]);
});

test("an operator may do everything, and is asked nothing", () => {
  const { call, decisions } = anAccount();
  expect(call("sns", "Publish", {}, "test")).toBeUndefined();
  expect(call("ec2", "RunScheduledInstances", {}, "test")).toBeUndefined();
  expect(decisions).toEqual([]);
});

test.each([
  ["ec2", "DescribeImages", {}, "UnauthorizedOperation", 403],
  ["autoscaling", "DescribeAutoScalingGroups", {}, "AccessDenied", 403],
  ["sns", "Publish", {}, "AuthorizationError", 403],
  ["sqs", "SendMessage", {}, "AccessDenied", 403],
  ["dynamodb", "GetItem", { TableName: "rollouts" }, "AccessDeniedException", 400],
  ["events", "PutEvents", { Entries: [{}] }, "AccessDeniedException", 400],
  ["ssm", "GetParameter", { Name: "a" }, "AccessDeniedException", 400],
  ["scheduler", "CreateSchedule", {}, "AccessDeniedException", 403],
  ["ses", "SendEmail", {}, "AccessDeniedException", 403],
  ["lambda", "Invoke", {}, "AccessDeniedException", 403],
  ["imagebuilder", "GetImage", {}, "AccessDeniedException", 403],
])("%s refuses %s as AWS does", (service, operation, input, code, status) => {
  expect(anAccount().call(service, operation, input)).toMatchObject({ code, status });
});

test("the error says who may not do what to what, and why", () => {
  const input = { AutoScalingGroupName: "web" };
  const deny = aStatement({ effect: "Deny", actions: ["autoscaling:*"] });
  expect(anAccount().call("autoscaling", "StartInstanceRefresh", input)?.message).toBe(
    `User: ${session} is not authorized to perform: autoscaling:StartInstanceRefresh on resource: ${group} because no identity-based policy allows the autoscaling:StartInstanceRefresh action`,
  );
  expect(anAccount(deny).call("autoscaling", "DescribeInstanceRefreshes")?.message).toBe(
    `User: ${session} is not authorized to perform: autoscaling:DescribeInstanceRefreshes with an explicit deny in an identity-based policy`,
  );
});

test("who may not launch from a template is told the template and no more", () => {
  const mayStart = aStatement({ actions: ["autoscaling:StartInstanceRefresh"] });
  expect(anAccount(mayStart).call("autoscaling", "StartInstanceRefresh", started)).toMatchObject({
    code: "AccessDenied",
    status: 403,
    message: `You are not authorized to use launch template: ${templateId}`,
  });
});

describe("the log", () => {
  test("shows every statement that is missing, ready to be pasted, and in which role of which function", () => {
    const { call, log } = anAccount(aStatement({ actions: ["autoscaling:StartInstanceRefresh"] }));
    call("autoscaling", "StartInstanceRefresh", started);
    expect(log).toMatchObject([{ level: "error", from: "iam" }]);
    const { message = "", fields } = log[0] ?? {};
    expect(message).toMatch(
      /^refresh-web may not ec2:RunInstances on arn:\S+; missing in the role refresh: \{"Effect"/,
    );
    expect(fields?.missing).toEqual([
      {
        Effect: "Allow",
        Action: "ec2:RunInstances",
        Resource: [
          template,
          "arn:aws:ec2:eu-west-2::image/ami-1",
          "arn:aws:ec2:eu-west-2:123456789012:instance/*",
          "arn:aws:ec2:eu-west-2:123456789012:network-interface/*",
          "arn:aws:ec2:eu-west-2:123456789012:volume/*",
          "arn:aws:ec2:eu-west-2:123456789012:subnet/subnet-1",
          "arn:aws:ec2:eu-west-2:123456789012:security-group/sg-00000000000000000",
        ],
        Condition: { ArnEquals: { "ec2:LaunchTemplate": template } },
      },
    ]);
    expect([JSON.parse(message.slice(message.indexOf("{")))]).toEqual(fields?.missing);
  });

  test("names the conditions that keep the statement narrow", () => {
    const { call, log } = anAccount();
    call("dynamodb", "GetItem", { TableName: "rollouts", Key: { pk: { S: "TRACK#web" } } });
    expect(log[0]?.fields?.missing).toEqual([
      {
        Effect: "Allow",
        Action: "dynamodb:GetItem",
        Resource: "arn:aws:dynamodb:eu-west-2:123456789012:table/rollouts",
        Condition: { "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": ["TRACK#web"] } },
      },
    ]);
  });

  test("shows what denies, where something does", () => {
    const deny = aStatement({ effect: "Deny", actions: ["ssm:GetParameter"] });
    const { call, log } = anAccount(aStatement(), deny);
    call("ssm", "GetParameter", { Name: "/secret" });
    expect(log[0]?.message).toBe(
      `refresh-web may not ssm:GetParameter on arn:aws:ssm:eu-west-2:123456789012:parameter/secret; the role refresh denies it: ${JSON.stringify([deny])}`,
    );
    expect(log[0]?.fields).toMatchObject({ missing: [], denying: [deny] });
  });

  test("says where a role does not trust a service", () => {
    const role = "arn:aws:iam::123456789012:role/look-again";
    const { call, log } = anAccount(aStatement());
    expect(call("scheduler", "CreateSchedule", { GroupName: "g", Name: "n", Target: { RoleArn: role } })).toMatchObject(
      {
        code: "ValidationException",
      },
    );
    expect(log[0]?.message).toContain("missing in the trust policy of the role look-again");
    expect(log[0]?.fields?.missing).toEqual([
      {
        Effect: "Allow",
        Principal: { Service: "scheduler.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: {
          StringEquals: { "aws:SourceAccount": "123456789012" },
          ArnEquals: { "aws:SourceArn": "arn:aws:scheduler:eu-west-2:123456789012:schedule-group/g" },
        },
      },
    ]);
  });
});

test("a call of which nobody has written down what it asks for is not let through", () => {
  expect(anAccount(aStatement()).call("ec2", "RunScheduledInstances")).toMatchObject({
    code: "NotImplemented",
    status: 501,
    message: expect.stringContaining(
      "ec2:RunScheduledInstances asks for: write them down in packages/local/src/iam/calls/",
    ),
  });
});
