import { describe, expect, test } from "vitest";
import type { LogEntry } from "../../../packages/local/src/context.ts";
import type { SubscriptionWiring } from "../../../packages/local/src/graph/wiring.ts";
import { sns } from "../../../packages/local/src/services/sns/sns.ts";
import { sqs } from "../../../packages/local/src/services/sqs/sqs.ts";
import { admitting, aQueue, queueArn } from "../../support/wiring.ts";
import { aRegion, call } from "./ec2/region.ts";

const topicArn = "arn:aws:sns:eu-west-2:123456789012:Mailboxes";
const othersArn = "arn:aws:sns:eu-central-1:999999999999:changes";
const text = (StringValue: string) => ({ DataType: "String", StringValue });

const toQueue = (name: string, more: Partial<SubscriptionWiring> = {}): SubscriptionWiring => ({
  topicArn,
  protocol: "sqs",
  endpoint: queueArn(name),
  raw: true,
  ...more,
});

function aTopic(...subscriptions: SubscriptionWiring[]) {
  const logged: LogEntry[] = [];
  const region = { ...aRegion(), log: (entry: LogEntry) => void logged.push(entry) };
  const open = (name: string) => aQueue(name, { policy: [admitting(name, "sns.amazonaws.com", topicArn)] });
  const queues = sqs(region, [open("checkout"), open("ledger"), open("dead"), aQueue("closed")]);
  const invoked: [string, unknown][] = [];
  const { operations, publish, toOthers } = sns({
    context: region,
    wiring: { topics: [{ name: "Mailboxes", arn: topicArn }], subscriptions },
    others: [{ name: "changes", arn: othersArn }],
    sqs: queues,
    invoke: (name, payload) => invoked.push([name, JSON.parse(payload)]),
  });
  const received = (name: string) => queues.receive(queueArn(name), 10);
  const bodies = (name: string) => received(name).map(({ body }) => body);
  const say = (Message: string, more: object = {}) =>
    operations.Publish?.({ TopicArn: topicArn, Message, ...more }, call);
  return { operations, publish, toOthers, received, bodies, say, logged, invoked, deadLetters: queues.deadLetters };
}

describe("delivery", () => {
  test("each mailbox gets what is routed to it", async () => {
    const routed = (...route: string[]) => ({ filter: { scope: "MessageAttributes" as const, policy: { route } } });
    const { say, received, bodies } = aTopic(
      toQueue("checkout", routed("family:al2023", "service:checkout")),
      toQueue("ledger", routed("family:al2023", "service:ledger")),
    );
    await say("to all", { MessageAttributes: { route: text("family:al2023") } });
    await say("to one", { MessageAttributes: { route: text("service:ledger") } });
    await say("to none");
    expect(received("checkout")).toMatchObject([{ body: "to all", attributes: { route: text("family:al2023") } }]);
    expect(bodies("ledger")).toEqual(["to all", "to one"]);
  });

  test("a filter may look into the body", async () => {
    const { say, bodies } = aTopic(
      toQueue("checkout", { filter: { scope: "MessageBody", policy: { image: { id: [{ prefix: "ami-" }] } } } }),
    );
    await say('{"image":{"id":"ami-1"}}');
    await say('{"image":{"id":"none"}}');
    await say("no JSON");
    expect(bodies("checkout")).toEqual(['{"image":{"id":"ami-1"}}']);
  });

  test("without raw delivery the message comes in its envelope", async () => {
    const { say, received } = aTopic(toQueue("checkout", { raw: false }));
    const sent = await say("hello", { Subject: "Greeting", MessageAttributes: { route: text("x") } });
    const [message] = received("checkout");
    expect(message?.attributes).toEqual({});
    expect(JSON.parse(message?.body ?? "")).toMatchObject({
      Type: "Notification",
      MessageId: sent?.MessageId,
      TopicArn: topicArn,
      Subject: "Greeting",
      Message: "hello",
      Timestamp: "2026-11-24T09:00:00.000Z",
      MessageAttributes: { route: { Type: "String", Value: "x" } },
    });
  });

  test("a subscribed function is invoked", async () => {
    const { say, invoked } = aTopic(
      toQueue("", { protocol: "lambda", endpoint: "arn:aws:lambda:eu-west-2:123456789012:function:greet" }),
    );
    await say("hello");
    expect(invoked).toMatchObject([["greet", { Records: [{ EventSource: "aws:sns", Sns: { Message: "hello" } }] }]]);
  });

  test("each protocol may get a message of its own", async () => {
    const { say, bodies } = aTopic(toQueue("checkout"));
    await say('{"default":"all","sqs":"queues"}', { MessageStructure: "json" });
    expect(bodies("checkout")).toEqual(["queues"]);
  });

  test("what goes to topics that are not of the deployment is kept, to be looked at", async () => {
    const { operations, say, toOthers } = aTopic();
    await say("to a mailbox");
    const created = await operations.CreateTopic?.({ Name: "own" }, call);
    for (const TopicArn of [othersArn, created?.TopicArn])
      await operations.Publish?.({ TopicArn, Message: "hello" }, call);
    expect(toOthers).toMatchObject([
      { topicArn: othersArn, message: "hello" },
      { topicArn: created?.TopicArn, message: "hello" },
    ]);
  });

  test("a topic lets its own account publish; one of another account lets everybody", async () => {
    const { operations } = aTopic();
    const attributes = async (TopicArn: string) => {
      const { Attributes: { Owner, Policy = "" } = {} } =
        (await operations.GetTopicAttributes?.({ TopicArn }, call)) ?? {};
      return { Owner, statements: JSON.parse(Policy).Statement };
    };
    const everybody = { Effect: "Allow", Principal: { AWS: "*" }, Action: "SNS:Publish" };
    expect(await attributes(topicArn)).toMatchObject({
      Owner: "123456789012",
      statements: [{ ...everybody, Condition: { StringEquals: { "AWS:SourceOwner": "123456789012" } } }],
    });
    expect(await attributes(othersArn)).toEqual({
      Owner: "999999999999",
      statements: [{ ...everybody, Resource: othersArn }],
    });
  });

  test("nothing is mailed, but it is told", async () => {
    const { say, logged } = aTopic(toQueue("", { protocol: "email", endpoint: "team@example.com" }));
    await say("hello");
    expect(logged).toMatchObject([{ level: "info", message: expect.stringContaining("email to team@example.com") }]);
  });
});

describe("a message that does not arrive", () => {
  test.each(["closed", "nowhere"])("goes to the subscription's dead-letter queue: %s", async (queue) => {
    const { say, bodies, deadLetters } = aTopic(toQueue(queue, { deadLetterArn: queueArn("dead") }));
    await say("hello");
    expect(bodies("dead")).toEqual(["hello"]);
    expect(deadLetters()).toEqual({ dead: 1 });
  });

  test("is lost without one, and that is told with its reason", async () => {
    const { say, logged } = aTopic(toQueue("closed"));
    await say("hello");
    expect(logged).toMatchObject([{ level: "error", message: expect.stringMatching(/does not admit .* is lost/) }]);
  });
});

describe("publishing", () => {
  test("is refused to a topic that is not there", () => {
    const { say, publish } = aTopic();
    expect(() => say("x", { TopicArn: `${topicArn}2` })).toThrow(expect.objectContaining({ code: "NotFound" }));
    expect(publish(`${topicArn}2`, "x")).toBe(false);
  });

  test("is refused beyond 256 KiB, alone and in a batch", async () => {
    const { operations, say } = aTopic();
    await say("x".repeat(262_144));
    expect(() => say("x".repeat(262_145))).toThrow("Message too long");
    const half = { Message: "x".repeat(131_073) };
    expect(() =>
      operations.PublishBatch?.(
        {
          TopicArn: topicArn,
          PublishBatchRequestEntries: [
            { ...half, Id: "a" },
            { ...half, Id: "b" },
          ],
        },
        call,
      ),
    ).toThrow(expect.objectContaining({ code: "BatchRequestTooLong" }));
  });

  test("in a batch, one bad entry spoils no other", async () => {
    const { operations, bodies } = aTopic(toQueue("checkout"));
    const answer = await operations.PublishBatch?.(
      {
        TopicArn: topicArn,
        PublishBatchRequestEntries: [
          { Id: "a", Message: "one" },
          { Id: "b", Message: "" },
        ],
      },
      call,
    );
    expect(answer).toMatchObject({ Successful: [{ Id: "a" }], Failed: [{ Id: "b", Code: "InvalidParameter" }] });
    expect(bodies("checkout")).toEqual(["one"]);
  });

  test("an attribute without a value is refused", () => {
    const { say } = aTopic();
    expect(() => say("x", { MessageAttributes: { route: text("") } })).toThrow("non-empty");
  });
});

describe("subscriptions", () => {
  test("can be made, changed and ended", async () => {
    const { operations, say, bodies } = aTopic();
    const made = await operations.Subscribe?.(
      {
        TopicArn: topicArn,
        Protocol: "sqs",
        Endpoint: queueArn("checkout"),
        Attributes: { RawMessageDelivery: "true", FilterPolicy: '{"route":["a"]}' },
      },
      call,
    );
    const set = (AttributeName: string, AttributeValue: string) =>
      operations.SetSubscriptionAttributes?.(
        { SubscriptionArn: made?.SubscriptionArn, AttributeName, AttributeValue },
        call,
      );
    await say("not wanted");
    set("FilterPolicy", "");
    await say("wanted");
    operations.Unsubscribe?.({ SubscriptionArn: made?.SubscriptionArn }, call);
    await say("too late");
    expect(bodies("checkout")).toEqual(["wanted"]);
  });

  test("are told as they were wired", async () => {
    const { operations } = aTopic(
      toQueue("checkout", {
        filter: { scope: "MessageAttributes", policy: { route: ["a"] } },
        deadLetterArn: queueArn("dead"),
      }),
    );
    const listed = await operations.ListSubscriptionsByTopic?.({ TopicArn: topicArn }, call);
    const [subscription] = listed?.Subscriptions ?? [];
    expect(subscription).toMatchObject({ Protocol: "sqs", Endpoint: queueArn("checkout") });
    const asked = { SubscriptionArn: subscription?.SubscriptionArn };
    expect(await operations.GetSubscriptionAttributes?.(asked, call)).toMatchObject({
      Attributes: {
        RawMessageDelivery: "true",
        FilterPolicy: '{"route":["a"]}',
        RedrivePolicy: JSON.stringify({ deadLetterTargetArn: queueArn("dead") }),
      },
    });
  });

  test.each([
    ["FilterPolicy", "{"],
    ["FilterPolicy", '{"route":[{"like":"x"}]}'],
    ["FilterPolicyScope", "Headers"],
    ["DeliveryPolicy", "{}"],
  ])("refuse %s %s", (AttributeName, AttributeValue) => {
    const { operations } = aTopic();
    expect(() =>
      operations.Subscribe?.(
        { TopicArn: topicArn, Protocol: "sqs", Endpoint: "x", Attributes: { [AttributeName]: AttributeValue } },
        call,
      ),
    ).toThrow(expect.objectContaining({ code: "InvalidParameter" }));
  });
});
