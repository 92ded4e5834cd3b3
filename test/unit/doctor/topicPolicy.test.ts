import { type Publisher, readTopicPolicy, refuses } from "@ami-refresh/core/doctor/topicPolicy.ts";
import { describe, expect, test } from "vitest";
import { account, stranger } from "./account.ts";

const functions: Publisher = { who: "functions", account };
const alarms: Publisher = { who: "alarms", account };
const cloudWatch = { Service: "cloudwatch.amazonaws.com" };
const role = (of: string) => `arn:aws:iam::${of}:role/ami-refresh-production-TellSnsRole`;

const statement = (more: object) => ({ Effect: "Allow", Principal: { AWS: "*" }, Action: "SNS:Publish", ...more });
const ownersOnly = (owner: string) => statement({ Condition: { StringEquals: { "AWS:SourceOwner": owner } } });

function refused(topicAccount: string, publisher: Publisher, ...statements: object[]): boolean {
  const policy = readTopicPolicy(JSON.stringify({ Version: "2012-10-17", Statement: statements }));
  if (!policy) throw new Error("it cannot be read");
  return refuses(policy, topicAccount, publisher);
}

describe("functions", () => {
  test("need nothing in the policy of a topic of their own account", () => {
    expect(refused(account, functions)).toBe(false);
    expect(refused(account, functions, ownersOnly(account))).toBe(false);
  });

  test.each<[string, object[]]>([
    ["nothing", []],
    ["the policy that every topic begins with", [ownersOnly(stranger)]],
    ["another account", [statement({ Principal: { AWS: role("888888888888") } })]],
    ["a service", [statement({ Principal: cloudWatch })]],
    ["another action", [statement({ Action: ["SNS:Subscribe", "sns:P"] })]],
  ])("are kept from another account's topic by %s", (_, statements) => {
    expect(refused(stranger, functions, ...statements)).toBe(true);
  });

  test.each<[string, object]>([
    ["everybody", { Principal: "*" }],
    ["the account", { Principal: { AWS: account } }],
    ["the account's root", { Principal: { AWS: ["arn:aws:iam::888888888888:root", `arn:aws:iam::${account}:root`] } }],
    ["a role of the account", { Principal: { AWS: role(account) } }],
    ["every action", { Action: "*" }],
    ["a part of the action's name", { Action: ["sns:Get*", "sns:Pub?ish"] }],
    ["an organisation, which may be ours", { Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } } }],
    ["the account by a condition", { Condition: { StringEquals: { "aws:PrincipalAccount": [stranger, account] } } }],
    ["whom it does not name as others", { Principal: undefined, NotPrincipal: { AWS: stranger } }],
  ])("are let in by another account's topic that lets in %s", (_, more) => {
    expect(refused(stranger, functions, ownersOnly(stranger), statement(more))).toBe(false);
  });

  test("are kept away by what denies it to their account, and not by what denies it under a condition or to some", () => {
    const deny = (more: object) => refused(account, functions, statement({ Effect: "Deny", ...more }));
    expect(deny({ Principal: "*" })).toBe(true);
    expect(deny({ Principal: { AWS: `arn:aws-cn:iam::${account}:root` } })).toBe(true);
    expect(deny({ Principal: { AWS: role(account) } })).toBe(false);
    expect(deny({ Condition: { Bool: { "aws:SecureTransport": "false" } } })).toBe(false);
    expect(deny({ Action: undefined, NotAction: "SNS:Subscribe" })).toBe(false);
  });
});

describe("CloudWatch", () => {
  test("is let in by the policy that every topic begins with, and by its name", () => {
    expect(refused(account, alarms, ownersOnly(account))).toBe(false);
    expect(refused(account, alarms, statement({ Principal: cloudWatch }))).toBe(false);
    const ours = { ArnLike: { "aws:SourceArn": `arn:aws:cloudwatch:*:${account}:alarm:*` } };
    expect(refused(account, alarms, statement({ Principal: cloudWatch, Condition: ours }))).toBe(false);
  });

  test("is kept away where nothing lets it in, though the account's own roles need nothing", () => {
    expect(refused(account, alarms)).toBe(true);
    expect(refused(account, alarms, statement({ Principal: { AWS: account } }))).toBe(true);
    expect(refused(account, alarms, statement({ Principal: { Service: "events.amazonaws.com" } }))).toBe(true);
    expect(refused(account, alarms, ownersOnly(account), statement({ Effect: "Deny", Principal: cloudWatch }))).toBe(
      true,
    );
    const others = { StringEquals: { "aws:SourceAccount": stranger } };
    expect(refused(account, alarms, statement({ Principal: cloudWatch, Condition: others }))).toBe(true);
  });
});

test("a policy with one statement, and without a list, is read; what is no policy is not", () => {
  expect(readTopicPolicy(JSON.stringify({ Statement: statement({ Principal: "*" }) }))).toEqual([
    { effect: "Allow", principals: ["*"], actions: ["SNS:Publish"], conditional: false, accounts: [] },
  ]);
  expect(readTopicPolicy("no JSON")).toBeUndefined();
  expect(readTopicPolicy('{"Statement":[{"Effect":"Perhaps"}]}')).toBeUndefined();
});
