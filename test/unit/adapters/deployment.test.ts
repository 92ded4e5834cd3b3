import { deploymentIn } from "@ami-refresh/core/adapters/aws/deployment.ts";
import { settableClock } from "@ami-refresh/core/adapters/memory/clock.ts";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import type { SNSClient } from "@aws-sdk/client-sns";
import type { SQSClient } from "@aws-sdk/client-sqs";
import { describe, expect, test } from "vitest";
import { anAwsClient } from "../../support/awsClient.ts";

const topic = (name: string) => ({ TopicArn: `arn:aws:sns:eu-west-2:123456789012:${name}` });

/** An account with these topics and tables, two a page. */
function anAccount(topics: readonly string[], tables: readonly string[]) {
  const sns = anAwsClient<SNSClient>({
    ListTopics: ({ NextToken = "0" }) => {
      const from = Number(NextToken);
      const more = from + 2 < topics.length;
      return { Topics: topics.slice(from, from + 2).map(topic), ...(more && { NextToken: String(from + 2) }) };
    },
  });
  const dynamo = anAwsClient<DynamoDBClient>({
    ListTables: ({ ExclusiveStartTableName: after }) => {
      const from = after === undefined ? 0 : tables.indexOf(String(after)) + 1;
      const page = tables.slice(from, from + 2);
      return { TableNames: page, ...(from + 2 < tables.length && { LastEvaluatedTableName: page.at(-1) }) };
    },
  });
  return { sns, dynamo, sqs: anAwsClient<SQSClient>({}), events: anAwsClient<EventBridgeClient>({}) };
}

const clock = settableClock("2026-11-24T10:00:00Z");
const production = ["ami-refresh-production-MailboxesTopic-bdvfbzta", "ami-refresh-production-AlarmsTopic-bdvfbzta"];
const sandbox = ["ami-refresh-dev-ana-MailboxesTopic-cxhezwtz", "somebody-elses"];
const tables = [
  "ami-refresh-dev-ana-RolloutsTable-cxhezwtz",
  "ami-refresh-production-RolloutsTable-bdvfbzta",
  "ami-refresh-production-eu-RolloutsTable-bdvfbzta",
];

describe("a deployed stage", () => {
  test("is found by its name, over all pages", async () => {
    const account = anAccount([...sandbox, ...production], tables);
    expect((await deploymentIn(account, clock, "production")).stage).toBe("production");
    expect((await deploymentIn(account, clock, "dev-ana")).stage).toBe("dev-ana");
  });

  test("needs no name where it is the only one", async () => {
    expect((await deploymentIn(anAccount(production, tables), clock)).stage).toBe("production");
  });

  test.each([
    [
      [...sandbox, ...production],
      undefined,
      "several stages are deployed here (dev-ana, production): say which with --stage",
    ],
    [["somebody-elses"], undefined, "no stage is deployed here: is it the right account and Region?"],
    [production, "prod", "the stage prod is not deployed here, but production: is it the right account and Region?"],
    [["ami-refresh-new-MailboxesTopic-bdvfbzta"], "new", "the stage new has no table: deploy it again"],
  ])("of %j is said to be missing, with what to do", async (topics, stage, message) => {
    await expect(deploymentIn(anAccount(topics, tables), clock, stage)).rejects.toThrow(message);
  });
});
