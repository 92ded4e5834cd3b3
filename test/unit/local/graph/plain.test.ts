import { describe, expect, test } from "vitest";
import { awsMocks } from "../../../../packages/local/src/graph/program/awsMocks.ts";
import { plain } from "../../../../packages/local/src/graph/program/plain.ts";

const signature = "4dabf18193072939515e22adb298388d";
const secret = { [signature]: "1b47061264138c4ac30d75fd1eb44270" };

describe("values on Pulumi's wire", () => {
  test("are plain JSON in the order of their keys, with secrets unwrapped and listed", () => {
    const { value, secrets } = plain({ b: { list: [{ ...secret, value: "s" }] }, a: 1, __provider: "code" }, "/tmp/w");
    expect(JSON.stringify(value)).toBe('{"a":1,"b":{"list":["s"]}}');
    expect(secrets).toEqual(["b.list[0]"]);
  });

  test("say nothing of the machine", () => {
    const key = `assets/Notify-code-${"0a".repeat(32)}.zip`;
    const asset = { [signature]: "asset", path: "/tmp/w/code.zip" };
    expect(plain({ key, source: asset }, "/tmp/w").value).toEqual({
      key: "assets/Notify-code-$hash.zip",
      source: { $asset: "$workspace/code.zip" },
    });
  });
});

describe("what AWS would answer", () => {
  const mocks = awsMocks("eu-west-2", "123456789012");
  const made = (type: string, inputs: Readonly<Record<string, unknown>>) =>
    mocks.newResource({ type, name: "Logical", inputs, custom: true }).state;

  test("identifies a resource by its physical name", () => {
    expect(made("aws:sqs/queue:Queue", { name: "mailbox" })).toMatchObject({
      arn: "arn:aws:sqs:eu-west-2:123456789012:mailbox",
      url: "https://sqs.eu-west-2.amazonaws.com/123456789012/mailbox",
    });
    expect(made("aws:cloudwatch/eventRule:EventRule", { name: "r", eventBusName: "ours" })).toMatchObject({
      arn: "arn:aws:events:eu-west-2:123456789012:rule/ours/r",
    });
  });

  test("leaves the ARN of another resource among the inputs alone", () => {
    expect(made("aws:cloudwatch/eventTarget:EventTarget", { arn: "arn:of:the:queue" }).arn).toBe("arn:of:the:queue");
  });

  test("is a policy in JSON for the arguments of a policy document", () => {
    const inputs = {
      statements: [
        {
          effect: "Deny",
          actions: ["sqs:SendMessage"],
          resources: ["q"],
          principals: [{ type: "Service", identifiers: ["sns.amazonaws.com"] }],
          conditions: [
            { test: "StringEquals", variable: "aws:SourceAccount", values: ["1"] },
            { test: "StringEquals", variable: "aws:SourceOrgID", values: ["o"] },
          ],
        },
      ],
    };
    const { json } = mocks.call({ token: "aws:iam/getPolicyDocument:getPolicyDocument", inputs });
    expect(JSON.parse(String(json))).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Deny",
          Action: ["sqs:SendMessage"],
          Resource: ["q"],
          Principal: { Service: ["sns.amazonaws.com"] },
          Condition: { StringEquals: { "aws:SourceAccount": ["1"], "aws:SourceOrgID": ["o"] } },
        },
      ],
    });
  });

  test("is nothing to a question that nobody foresaw", () => {
    expect(() => mocks.call({ token: "aws:ec2/getVpc:getVpc", inputs: {} })).toThrow(
      /aws:ec2\/getVpc:getVpc: add one to/,
    );
  });
});
