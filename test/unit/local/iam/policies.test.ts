import { decide, policiesOf } from "@ami-refresh/local/iam/policies.ts";
import { describe, expect, test } from "vitest";
import { aQueue } from "../../../support/wiring.ts";
import { aRequest, aStatement, queue, roleArn } from "./statements.ts";

const policies = (
  role: ReturnType<typeof aStatement>[],
  resource: ReturnType<typeof aStatement>[],
  arn: string = queue,
) => ({ roles: new Map([[roleArn, role]]), resources: new Map([[arn, resource]]) });

describe("a role", () => {
  test("of the account needs its own policy or the resource's to allow it", () => {
    const toRole = aStatement({ principals: { AWS: [roleArn] } });
    expect(decide(policies([], []), aRequest()).kind).toBe("not allowed");
    expect(decide(policies([aStatement()], []), aRequest()).kind).toBe("allowed");
    expect(decide(policies([], [toRole]), aRequest()).kind).toBe("allowed");
    expect(decide(policies([], [aStatement({ principals: { AWS: [`${roleArn}-other`] } })]), aRequest()).kind).toBe(
      "not allowed",
    );
  });

  test("is denied by the resource's policy whatever its own allows", () => {
    const deny = aStatement({
      effect: "Deny",
      principals: { AWS: ["*"] },
      conditions: { ArnNotEquals: { "aws:PrincipalArn": [roleArn] } },
    });
    const as = (role: string) => aRequest({ context: { "aws:PrincipalArn": role } });
    expect(decide(policies([aStatement()], [deny]), as(roleArn)).kind).toBe("allowed");
    expect(decide(policies([aStatement()], [deny]), as(`${roleArn}-other`)).kind).toBe("denied");
  });

  test("gets nothing from a policy that speaks to services, or to whole accounts", () => {
    for (const principals of [{ Service: ["sns.amazonaws.com"] }, { AWS: ["arn:aws:iam::123456789012:root"] }, {}]) {
      expect(decide(policies([], [aStatement({ principals })]), aRequest()).kind).toBe("not allowed");
    }
  });
});

describe("a service", () => {
  const scheduler = { kind: "service", service: "scheduler.amazonaws.com" } as const;
  const trust = (more = {}) =>
    aStatement({
      actions: ["sts:AssumeRole"],
      resources: [],
      principals: { Service: [scheduler.service] },
      conditions: { StringEquals: { "aws:SourceArn": ["group"] } },
      ...more,
    });
  const assuming = (sourceArn: string) =>
    aRequest({
      principal: scheduler,
      action: "sts:AssumeRole",
      resource: roleArn,
      context: { "aws:SourceArn": sourceArn },
    });

  test("assumes a role that trusts it, on its conditions", () => {
    expect(decide(policies([], [trust()], roleArn), assuming("group")).kind).toBe("allowed");
    expect(decide(policies([], [trust()], roleArn), assuming("another group")).kind).toBe("not allowed");
  });

  test("has no policies of its own: what the role may do is not for it", () => {
    expect(decide(policies([aStatement()], [], roleArn), assuming("group")).kind).toBe("not allowed");
    const others = trust({ principals: { Service: ["lambda.amazonaws.com"] } });
    expect(decide(policies([], [others], roleArn), assuming("group")).kind).toBe("not allowed");
  });
});

test("the account's policies are those of its roles, queues and topics, and AWS's own", () => {
  const own = aStatement({ actions: ["sqs:SendMessage"] });
  const onQueue = aStatement({ principals: { "*": ["*"] } });
  const onTopic = aStatement({ effect: "Deny", principals: { AWS: ["*"] } });
  const topic = "arn:aws:sns:eu-west-2:123456789012:mailboxes";
  const { roles, resources } = policiesOf({
    account: "123456789012",
    region: "eu-west-2",
    roles: [
      {
        name: "refresh",
        arn: roleArn,
        trusts: [],
        trustPolicy: [aStatement({ resources: [] })],
        statements: [own],
        managed: ["arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"],
      },
    ],
    queues: [aQueue("mailbox", { policy: [onQueue] })],
    topics: [
      { name: "mailboxes", arn: topic, policy: [onTopic] },
      { name: "plain", arn: `${topic}-plain` },
    ],
  });
  expect(roles.get(roleArn)?.flatMap(({ actions }) => actions)).toEqual([
    "sqs:SendMessage",
    "logs:CreateLogGroup",
    "logs:CreateLogStream",
    "logs:PutLogEvents",
  ]);
  expect(resources.get(queue)).toEqual([onQueue]);
  expect(resources.get(topic)).toEqual([onTopic]);
  expect(resources.get(`${topic}-plain`)).toEqual([]);
  expect(resources.get(roleArn)).toHaveLength(1);
});
