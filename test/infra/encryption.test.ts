import { beforeAll, describe, expect, test } from "vitest";
import type { GraphData } from "../../packages/local/src/graph/graphData.ts";
import { all, graphOf } from "./graphs.ts";

describe.each(["production", "dev-ana"])("in the stage %s", (stage) => {
  let graph: GraphData;
  beforeAll(async () => {
    graph = await graphOf(stage);
  }, 600_000);

  test("queues are encrypted with SQS's own key", () => {
    const queues = all(graph, "aws:sqs/queue:Queue");
    expect(queues.length).toBeGreaterThan(10);
    for (const { inputs } of queues) expect(inputs.sqsManagedSseEnabled).toBe(true);
  });

  test("topics are encrypted: with the account's key for SNS, and the operators' with one that CloudWatch may use", () => {
    const [key, ...others] = all(graph, "aws:kms/key:Key");
    expect(others).toEqual([]);
    const keys = all(graph, "aws:sns/topic:Topic").map(({ name, inputs }) => [name, inputs.kmsMasterKeyId]);
    expect(Object.fromEntries(keys)).toEqual({ MailboxesTopic: "alias/aws/sns", OperatorsTopic: key?.outputs.arn });
    expect(key?.inputs.enableKeyRotation).toBe(true);
  });

  test("the operators' key is used by CloudWatch on behalf of this stage's alarms, and read by nobody", () => {
    const [key] = all(graph, "aws:kms/key:Key");
    const { Statement: statements } = JSON.parse(String(key?.inputs.policy));
    const [administer, use, ...others] = statements;
    expect(others).toEqual([]);
    expect(administer.Principal).toEqual({ AWS: ["arn:aws:iam::123456789012:root"] });
    expect(
      administer.Action.filter((action: string) => /Decrypt|Encrypt|GenerateDataKey|Grant|\*/.test(action)),
    ).toEqual([]);
    expect(use).toEqual({
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Resource: ["*"],
      Principal: { Service: ["cloudwatch.amazonaws.com"] },
      Condition: {
        StringEquals: { "aws:SourceAccount": ["123456789012"] },
        ArnLike: { "aws:SourceArn": [`arn:aws:cloudwatch:eu-west-2:123456789012:alarm:ami-refresh-${stage}-alarm-*`] },
      },
    });
  });

  // DynamoDB, CloudWatch Logs, EventBridge, Scheduler and Lambda encrypt whatever they keep, unasked.
  test("the table is not left without encryption by a setting", () => {
    for (const { inputs } of all(graph, "aws:dynamodb/table:Table"))
      expect(inputs.serverSideEncryption).toBeUndefined();
  });
});
