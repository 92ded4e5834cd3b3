import type { SecretFacts, TopicFacts, WebhookFacts } from "@ami-refresh/core/doctor/facts.ts";
import type { Statement } from "@ami-refresh/core/doctor/topicPolicy.ts";
import { describe, expect, test } from "vitest";
import { account, findings, stranger } from "./account.ts";

const own = `arn:aws:sns:eu-west-2:${account}:changes`;
const theirs = `arn:aws:sns:eu-west-2:${stranger}:changes`;
const operators = `arn:aws:sns:eu-west-2:${account}:pager`;
const teams = (subscription: string) => `{ payments: { subscriptions: [${subscription}] } }`;
const toTopic = (arn: string) => ({ config: { teams: teams(`{ sns: "${arn}" }`) } });
const toOperators = { config: { operators: `{ topic: "${operators}" }` } };
const there = (more: object = {}): TopicFacts => ({ state: "there", ...more });
const nobody: Statement[] = [];
const everybody: Statement[] = [
  { effect: "Allow", principals: ["*"], actions: ["sns:Publish"], conditional: false, accounts: [] },
];

describe("topics", () => {
  test("that are there, let us in and are not encrypted are no matter; nor are those that nobody looked at", () => {
    for (const arn of [own, theirs]) {
      expect(findings({ ...toTopic(arn), topics: new Map([[arn, there({ policy: everybody })]]) })).toEqual([]);
      expect(findings({ ...toTopic(arn), topics: new Map([[arn, there()]]) })).toEqual([]);
      expect(findings(toTopic(arn))).toEqual([]);
    }
    expect(findings({ ...toOperators, topics: new Map([[operators, there({ policy: everybody })]]) })).toEqual([]);
  });

  test("that are not there are an error, of the team or of the operators", () => {
    const missing: TopicFacts = { state: "missing" };
    expect(findings({ ...toTopic(own), topics: new Map([[own, missing]]) })).toMatchObject([
      { rule: "topic-missing", severity: "error", about: [{ team: "payments" }], what: `there is no topic ${own}` },
    ]);
    expect(findings({ ...toOperators, topics: new Map([[operators, missing]]) })).toMatchObject([
      {
        rule: "topic-missing",
        severity: "error",
        about: [{}],
        why: "nobody is told there when something is wrong with ami-refresh itself",
      },
    ]);
  });

  test("that may not be looked at are a note", () => {
    const hidden: TopicFacts = { state: "hidden", reason: "not authorized (AuthorizationError)" };
    expect(findings({ ...toTopic(theirs), topics: new Map([[theirs, hidden]]) })).toMatchObject([
      {
        rule: "topic-missing",
        severity: "note",
        what: `the topic ${theirs} could not be looked at: not authorized (AuthorizationError)`,
      },
    ]);
  });

  test("that let nobody of us in are an error that says whom to let in", () => {
    expect(findings({ ...toTopic(theirs), topics: new Map([[theirs, there({ policy: nobody })]]) })).toMatchObject([
      {
        rule: "topic-policy",
        severity: "error",
        about: [{ team: "payments" }],
        what: `the policy of the topic ${theirs} does not let account ${account} publish`,
        remedy: expect.stringContaining("TellSns"),
      },
    ]);
    expect(findings({ ...toOperators, topics: new Map([[operators, there({ policy: nobody })]]) })).toMatchObject([
      {
        rule: "topic-policy",
        what: `the policy of the topic ${operators} does not let CloudWatch publish`,
        remedy: expect.stringContaining("cloudwatch.amazonaws.com"),
      },
    ]);
  });

  test.each(["alias/aws/sns", `arn:aws:kms:eu-west-2:${account}:alias/aws/sns`])(
    "encrypted with %s can be used by functions of their own account, and by nobody else of us",
    (key) => {
      const encrypted = there({ policy: everybody, key });
      expect(findings({ ...toTopic(own), topics: new Map([[own, encrypted]]) })).toEqual([]);
      expect(findings({ ...toTopic(theirs), topics: new Map([[theirs, encrypted]]) })).toMatchObject([
        {
          rule: "topic-key",
          severity: "error",
          what: `the topic ${theirs} is encrypted with alias/aws/sns, which no other account may use`,
        },
      ]);
      expect(findings({ ...toOperators, topics: new Map([[operators, encrypted]]) })).toMatchObject([
        {
          rule: "topic-key",
          what: `the topic ${operators} is encrypted with alias/aws/sns, which CloudWatch may not use`,
        },
      ]);
    },
  );

  test("encrypted with another key are a note: who may use it was not looked at", () => {
    const encrypted = there({ policy: everybody, key: "1234abcd" });
    expect(findings({ ...toTopic(own), topics: new Map([[own, encrypted]]) })).toMatchObject([
      {
        rule: "topic-key",
        severity: "note",
        what: `the topic ${own} is encrypted with the key 1234abcd, whose policy was not looked at`,
        remedy: expect.stringMatching(/TellSns kms:GenerateDataKey/),
      },
    ]);
  });
});

describe("secrets of webhooks", () => {
  const webhook = (url: string) => `{ webhook: { url: "https://${url}.example.com", secret: changes } }`;
  // Two webhooks with one secret.
  const config = { teams: teams(`${webhook("one")}, ${webhook("two")}`) };
  const parameter = "/ami-refresh/production/webhooks/changes";
  const found = (state: SecretFacts["state"]): WebhookFacts => ({
    state: "looked",
    secrets: new Map([["changes", { parameter, state }]]),
  });

  test("that are there are no matter; nor are those that nobody looked at", () => {
    expect(findings({ config, webhooks: found("good") })).toEqual([]);
    expect(findings({ config })).toEqual([]);
  });

  test.each([
    ["missing", "error", `there is no parameter ${parameter}, whose secret signs what a webhook is told`],
    ["malformed", "error", `what the parameter ${parameter} holds is no secret of a webhook`],
    ["in the clear", "warning", `the parameter ${parameter} is no SecureString`],
  ] as const)("that are %s are an %s, once for each team", (state, severity, what) => {
    const put = expect.stringContaining(`aws ssm put-parameter --type SecureString --name ${parameter} `);
    expect(findings({ config, webhooks: found(state) })).toMatchObject([
      { rule: "webhook-secret", severity, about: [{ team: "payments" }], what, remedy: put },
    ]);
  });

  test("of several stages are a note", () => {
    expect(findings({ config, webhooks: { state: "ambiguous", stages: ["dev", "production"] } })).toMatchObject([
      {
        rule: "webhook-secret",
        severity: "note",
        what: "the secrets of webhooks were not checked: the stages dev, production have some",
      },
    ]);
  });
});
