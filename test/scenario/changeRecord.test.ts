import { readFileSync } from "node:fs";
import { decodeEvent } from "@ami-refresh/core/app/decodeEvent.ts";
import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from "@aws-sdk/client-eventbridge";
import { CreateQueueCommand, GetQueueAttributesCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { describe, expect, onTestFinished, test } from "vitest";
import { parse } from "yaml";
import { commandLine } from "../support/commandLine.ts";
import { thumbnailsFleet } from "../support/fleets.ts";
import { aRegion, type TestRegion } from "../support/region.ts";

/** What an operator does with the SDK: a rule on the bus of domain events whose target is a queue of their own. */
function anOperator(region: TestRegion) {
  const options = {
    endpoint: region.url,
    region: "eu-west-2",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  };
  const events = new EventBridgeClient(options);
  const sqs = new SQSClient(options);
  onTestFinished(() => [events, sqs].forEach((client) => void client.destroy()));
  const EventBusName = region.wiring.buses[0]?.name;

  return {
    async subscribe(
      name: string,
      pattern: object,
      InputTransformer?: { InputPathsMap: Record<string, string>; InputTemplate: string },
    ) {
      const { RuleArn } = await events.send(
        new PutRuleCommand({ Name: name, EventBusName, EventPattern: JSON.stringify(pattern) }),
      );
      const statement = {
        Effect: "Allow",
        Principal: { Service: "events.amazonaws.com" },
        Action: "sqs:SendMessage",
        Resource: "*",
        Condition: { ArnEquals: { "aws:SourceArn": RuleArn } },
      };
      const Policy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
      const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: name, Attributes: { Policy } }));
      const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["QueueArn"] }));
      const target = { Id: "tickets", Arn: Attributes?.QueueArn, ...(InputTransformer && { InputTransformer }) };
      await events.send(new PutTargetsCommand({ Rule: name, EventBusName, Targets: [target] }));
      return QueueUrl;
    },
    async received(QueueUrl: string | undefined): Promise<unknown[]> {
      const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
      return Messages.map(({ Body = "" }) => JSON.parse(Body));
    },
  };
}

const say = commandLine();

describe("given a rule of an operator's on the bus of domain events", () => {
  test("when a rollout runs, then its target receives every event of it, as the schemas say", async () => {
    const region = await aRegion({ fleet: thumbnailsFleet() });
    const operator = anOperator(region);
    const queue = await operator.subscribe("everything", { source: ["ami-refresh"] });
    const image = region.register("base-al2023-arm64-2026.11.23", { architecture: "arm64" });
    await region.settle();

    const events = (await operator.received(queue)).map(decodeEvent);
    expect(
      events
        .map(({ type, detail }) => [type, "environment" in detail && detail.environment].filter(Boolean).join(" "))
        .sort(),
    ).toEqual([
      "rollout.completed",
      "rollout.planned",
      ...["development", "production", "staging"].map((name) => `step.started ${name}`),
      ...["development", "production", "staging"].map((name) => `step.succeeded ${name}`),
    ]);
    expect(new Set(events.map(({ detail }) => "image" in detail && detail.image.id))).toEqual(new Set([image]));
  });

  test("when it is the documented one for change records, then production's refresh opens a record and closes the same, and its way back is told to it too", async () => {
    const { Resources } = parse(readFileSync("docs/usage/examples/change-record.yaml", "utf8"));
    const { EventPattern, Targets } = Resources.Refreshes.Properties;
    const region = await aRegion({ fleet: thumbnailsFleet() });
    const operator = anOperator(region);
    const queue = await operator.subscribe("change-records", EventPattern, Targets[0].InputTransformer);
    const image = region.register("base-al2023-arm64-2026.11.23", { architecture: "arm64" });
    await region.settle();

    const record = {
      correlation: `thumbnails/production/${image}`,
      title: "thumbnails: refresh production to base-al2023-arm64-2026.11.23",
      team: "media",
    };
    const key = (what: string) => `thumbnails/al2023-base-arm/${image}/production/${what}`;
    const refreshed = ["started", "succeeded"].map((what) => ({ ...record, event: `step.${what}`, key: key(what) }));
    expect(await operator.received(queue)).toMatchObject(refreshed);

    await say(region, "roll-back", "thumbnails", "production", "--reason", "it drops packets", "--yes");
    const back = ["stopped", "failed"].map((what) => ({ ...record, event: `step.${what}`, key: key(what) }));
    // Nobody has taken the first two out of the queue.
    expect(await operator.received(queue)).toMatchObject([...refreshed, ...back]);
  });
});
