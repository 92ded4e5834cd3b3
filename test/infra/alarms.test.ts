import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import type { GraphData } from "../../packages/local/src/graph/graphData.ts";
import type { Wiring } from "../../packages/local/src/graph/wiring.ts";
import { wiringOf } from "../../packages/local/src/graph/wiringOf.ts";
import { all, graphOf, invokedAsynchronously, withConfig } from "./graphs.ts";

const Alarm = z.object({
  name: z.string(),
  alarmDescription: z.string(),
  namespace: z.string(),
  metricName: z.string(),
  dimensions: z.record(z.string(), z.string()),
  threshold: z.number(),
  comparisonOperator: z.string(),
  treatMissingData: z.string(),
  alarmActions: z.array(z.string()),
  okActions: z.array(z.string()),
});
const alarmsOf = (graph: GraphData) =>
  all(graph, "aws:cloudwatch/metricAlarm:MetricAlarm").map(({ inputs }) => Alarm.parse(inputs));

describe.each(["production", "dev-ana"])("in the stage %s", (stage) => {
  let wiring: Wiring;
  let graph: GraphData;
  beforeAll(async () => {
    graph = await graphOf(stage);
    wiring = wiringOf(graph);
  }, 600_000);

  /** Names of the resources that an alarm of the metric watches. */
  const watched = (namespace: string, metricName: string, dimension: string) =>
    alarmsOf(graph)
      .filter((alarm) => alarm.namespace === namespace && alarm.metricName === metricName)
      .flatMap(({ dimensions }) => dimensions[dimension] ?? "none")
      .sort();
  const namesOf = (resources: readonly { readonly name: string }[]) => resources.map(({ name }) => name).sort();
  const read = () => wiring.queues.filter(({ arn }) => wiring.eventSources.some(({ queueArn }) => queueArn === arn));

  test("the first message in a dead-letter queue raises an alarm", () => {
    const deadLetters = wiring.queues.filter((queue) => !read().includes(queue));
    expect(deadLetters.length).toBeGreaterThan(6);
    expect(watched("AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName")).toEqual(namesOf(deadLetters));
  });

  test("a message that waits long in a mailbox, or in the queue of notifications, raises an alarm", () => {
    expect(watched("AWS/SQS", "ApproximateAgeOfOldestMessage", "QueueName")).toEqual(namesOf(read()));
  });

  test.each(["Errors", "Throttles"])("every function has an alarm on its %s", (metric) => {
    expect(watched("AWS/Lambda", metric, "FunctionName")).toEqual(namesOf(wiring.functions));
  });

  test("what did not even reach a dead-letter queue raises an alarm", () => {
    expect(watched("AWS/Events", "InvocationsFailedToBeSentToDlq", "RuleName")).toEqual(namesOf(wiring.rules));
    const invoked = invokedAsynchronously(wiring);
    expect(watched("AWS/Lambda", "DestinationDeliveryFailures", "FunctionName")).toEqual(namesOf(invoked));
    expect(watched("AWS/Scheduler", "InvocationsFailedToBeSentToDeadLetterCount", "ScheduleGroup")).toEqual(
      namesOf(wiring.scheduleGroups),
    );
    const subscribed = wiring.topics.filter(({ name }) => name.includes("Mailboxes"));
    expect(watched("AWS/SNS", "NumberOfNotificationsFailedToRedriveToDlq", "TopicName")).toEqual(namesOf(subscribed));
  });

  test("every alarm tells the operators, when it goes off and when it is over, and says what to do", () => {
    const operators = wiring.topics.find(({ name }) => name.includes("Operators"))?.arn;
    for (const alarm of alarmsOf(graph)) {
      expect(alarm).toMatchObject({
        alarmActions: [operators],
        okActions: [operators],
        comparisonOperator: "GreaterThanOrEqualToThreshold",
        treatMissingData: "notBreaching",
      });
      expect(alarm.name).toMatch(new RegExp(`^ami-refresh-${stage}-alarm-`));
      expect(alarm.alarmDescription.length).toBeGreaterThan(40);
    }
  });

  test("a dashboard shows every queue and function, and what the product counts", () => {
    const [dashboard, ...others] = all(graph, "aws:cloudwatch/dashboard:Dashboard");
    expect(others).toEqual([]);
    const body = String(dashboard?.inputs.dashboardBody);
    expect(JSON.parse(body)).toMatchObject({ widgets: expect.any(Array) });
    for (const { name } of [...wiring.queues, ...wiring.functions]) expect(body).toContain(`"${name}"`);
    for (const metric of [
      "ImagesPublished",
      "ImagesRejected",
      "StepsStarted",
      "StepsSucceeded",
      "StepsFailed",
      "NotificationFailures",
      "AddressesSuspended",
      "RefreshDuration",
      "WaitByGate",
    ]) {
      expect(body).toContain(`MetricName=\\"${metric}\\"`);
    }
  });
});

test("there are as many alarms, and queues that are polled, as the documentation counts into the costs", async () => {
  const graph = await graphOf("production");
  const { functions, eventSources } = wiringOf(graph);
  const services = functions.filter(({ handler }) => handler.includes("/refresh.")).length;
  const page = readFileSync("docs/usage/deploy.md", "utf8");
  const counted = (what: RegExp) => Number(what.exec(page)?.[1]);
  expect(alarmsOf(graph)).toHaveLength(counted(/\((\d+) \+ 4 S\) × \$0\.10/) + 4 * services);
  expect(eventSources).toHaveLength(counted(/\(S \+ (\d+)\) queues/) + services);
});

test("alarms go to a topic of the operators' own as well", async () => {
  const topic = "arn:aws:sns:eu-west-2:123456789012:pager";
  const yaml = `images: { base: { owners: [self], name: "base-*" } }
environments: { production: {} }
teams: { payments: { slack: "#payments" } }
operators: { topic: "${topic}" }
services: { checkout: { team: payments, image: base } }
`;
  await withConfig(yaml, async (file) => {
    const alarms = alarmsOf(await graphOf("production", file));
    expect(alarms.length).toBeGreaterThan(10);
    for (const { alarmActions } of alarms) expect(alarmActions).toEqual([expect.stringContaining("Operators"), topic]);
    // A sandbox pages nobody.
    for (const { alarmActions } of alarmsOf(await graphOf("dev-ana", file))) expect(alarmActions).not.toContain(topic);
  });
}, 180_000);
