import { describe, expect, test } from "vitest";
import { sqs } from "../../../packages/local/src/services/sqs/sqs.ts";
import { admitting, aQueue, queueArn } from "../../support/wiring.ts";
import { aRegion, call } from "./ec2/region.ts";

const second = 1000;
const url = (name: string) => `${call.base}/123456789012/${name}`;

function aRegionWithQueues(...queues: ReturnType<typeof aQueue>[]) {
  const region = aRegion();
  const { operations, ...simulated } = sqs(region, queues);
  const receive = async (name: string, more: object = {}) =>
    (await operations.ReceiveMessage?.({ QueueUrl: url(name), MaxNumberOfMessages: 10, ...more }, call))?.Messages ??
    [];
  const bodies = async (name: string) => (await receive(name)).map(({ Body }) => Body);
  const send = (name: string, MessageBody: string, more: object = {}) =>
    operations.SendMessage?.({ QueueUrl: url(name), MessageBody, ...more }, call);
  return { ...simulated, region, operations, receive, bodies, send };
}

const aMailbox = () =>
  aRegionWithQueues(
    aQueue("mailbox", { redrive: { deadLetterArn: queueArn("dead"), maxReceiveCount: 2 } }),
    aQueue("dead", { retentionSeconds: 1_209_600 }),
  );

describe("visibility", () => {
  test("a received message comes back when its visibility timeout is over, and counts its receives", async () => {
    const { region, receive, send } = aMailbox();
    await send("mailbox", "hello");
    const [first] = await receive("mailbox", { MessageSystemAttributeNames: ["All"] });
    expect(first).toMatchObject({ Body: "hello", Attributes: { ApproximateReceiveCount: "1" } });
    region.pass(30 * second - 1);
    expect(await receive("mailbox")).toEqual([]);
    region.pass(1);
    const [again] = await receive("mailbox", { MessageSystemAttributeNames: ["All"] });
    expect(again).toMatchObject({
      MessageId: first?.MessageId,
      Attributes: { ApproximateReceiveCount: "2", SentTimestamp: String(Date.parse("2026-11-24T09:00:00Z")) },
    });
    expect(again?.ReceiptHandle).not.toBe(first?.ReceiptHandle);
  });

  test("a deleted message does not come back, and deleting it again is no error", async () => {
    const { region, operations, receive, bodies, send } = aMailbox();
    await send("mailbox", "hello");
    const [message] = await receive("mailbox");
    const gone = { QueueUrl: url("mailbox"), ReceiptHandle: message?.ReceiptHandle };
    operations.DeleteMessage?.(gone, call);
    operations.DeleteMessage?.(gone, call);
    region.pass(60 * second);
    expect(await bodies("mailbox")).toEqual([]);
  });

  test("the timeout of a message in flight can be changed, of no other", async () => {
    const { region, operations, receive, bodies, send } = aMailbox();
    await send("mailbox", "hello");
    const [message] = await receive("mailbox");
    const change = (VisibilityTimeout: number) =>
      operations.ChangeMessageVisibility?.(
        { QueueUrl: url("mailbox"), ReceiptHandle: message?.ReceiptHandle, VisibilityTimeout },
        call,
      );
    change(120);
    region.pass(119 * second);
    expect(await bodies("mailbox")).toEqual([]);
    change(0);
    expect(await bodies("mailbox")).toEqual(["hello"]);
    region.pass(30 * second);
    expect(() => change(10)).toThrow(expect.objectContaining({ code: "MessageNotInflight" }));
    expect(() => change(43_201)).toThrow("Must be between 0 and 43200");
  });

  test("a receipt of another queue is none", () => {
    const { operations } = aMailbox();
    expect(() => operations.DeleteMessage?.({ QueueUrl: url("mailbox"), ReceiptHandle: "made up" }, call)).toThrow(
      expect.objectContaining({ code: "ReceiptHandleIsInvalid" }),
    );
  });

  test("what is no longer to be received is planned no more", async () => {
    const { region, operations, receive, send } = aMailbox();
    await send("mailbox", "hello");
    const [message] = await receive("mailbox");
    operations.DeleteMessage?.({ QueueUrl: url("mailbox"), ReceiptHandle: message?.ReceiptHandle }, call);
    region.settle(0);
  });
});

describe("delay", () => {
  test("a delayed message is there when its delay is over", async () => {
    const { region, bodies, send, stats } = aMailbox();
    await send("mailbox", "later", { DelaySeconds: 900 });
    expect(stats()).toContainEqual({ name: "mailbox", visible: 0, inFlight: 0, delayed: 1 });
    region.pass(900 * second - 1);
    expect(await bodies("mailbox")).toEqual([]);
    region.pass(1);
    expect(await bodies("mailbox")).toEqual(["later"]);
  });

  test("a queue may delay every message", async () => {
    const { region, bodies, send } = aRegionWithQueues(aQueue("slow", { delaySeconds: 60 }));
    await send("slow", "hello");
    expect(await bodies("slow")).toEqual([]);
    region.pass(60 * second);
    expect(await bodies("slow")).toEqual(["hello"]);
  });

  test("fifteen minutes at most", () => {
    const { send } = aMailbox();
    expect(() => send("mailbox", "later", { DelaySeconds: 901 })).toThrow("Must be between 0 and 900");
  });
});

describe("dead letters", () => {
  test("a message that was received too often is moved instead of received", async () => {
    const { region, operations, receive, bodies, send, deadLetters } = aMailbox();
    await send("mailbox", "poison");
    for (const _ of [1, 2]) {
      expect(await bodies("mailbox")).toEqual(["poison"]);
      region.pass(30 * second);
    }
    expect(deadLetters()).toEqual({});
    expect(await bodies("mailbox")).toEqual([]);
    expect(deadLetters()).toEqual({ dead: 1 });
    const [dead] = await receive("dead", { MessageSystemAttributeNames: ["All"] });
    expect(dead).toMatchObject({
      Body: "poison",
      Attributes: { DeadLetterQueueSourceArn: queueArn("mailbox"), ApproximateReceiveCount: "1" },
    });
    expect(await operations.ListDeadLetterSourceQueues?.({ QueueUrl: url("dead") }, call)).toEqual({
      queueUrls: [url("mailbox")],
    });
  });

  test("they can be sent back to where they came from", async () => {
    const { region, operations, bodies, send } = aMailbox();
    await send("mailbox", "poison");
    for (const _ of [1, 2, 3]) {
      await bodies("mailbox");
      region.pass(30 * second);
    }
    operations.StartMessageMoveTask?.({ SourceArn: queueArn("dead") }, call);
    expect(await bodies("dead")).toEqual([]);
    expect(await bodies("mailbox")).toEqual(["poison"]);
  });

  test("a service's dead letter counts, whatever queue takes it", () => {
    const { send, deadLetters } = sqs(aRegion(), [aQueue("publishDead")]);
    expect(send(queueArn("nowhere"), { body: "x" })).toBe(false);
    expect(send(queueArn("publishDead"), { body: "x" })).toBe(true);
    expect(deadLetters()).toEqual({});
    expect(send(queueArn("publishDead"), { body: "x", deadLetter: true })).toBe(true);
    expect(deadLetters()).toEqual({ publishDead: 1 });
  });

  test("retention counts from the first sending", async () => {
    const { region, bodies, send, stats } = aMailbox();
    await send("mailbox", "old");
    region.pass(345_600 * second);
    expect(stats()).toContainEqual({ name: "mailbox", visible: 0, inFlight: 0, delayed: 0 });
    expect(await bodies("mailbox")).toEqual([]);
  });
});

describe("waiting for a message", () => {
  test("a long poll answers when a message comes", async () => {
    const { region, receive, send } = aMailbox();
    const polled = receive("mailbox", { WaitTimeSeconds: 20 });
    region.pass(5 * second);
    await send("mailbox", "hello");
    expect(await polled).toMatchObject([{ Body: "hello" }]);
  });

  test("and with nothing when none comes in time", async () => {
    const { region, receive } = aMailbox();
    const polled = receive("mailbox", { WaitTimeSeconds: 20 });
    region.pass(20 * second);
    expect(await polled).toEqual([]);
  });

  test("who has gone takes no message with him", async () => {
    const { operations, bodies, send } = aMailbox();
    const leaving = new AbortController();
    const polled = operations.ReceiveMessage?.(
      { QueueUrl: url("mailbox"), WaitTimeSeconds: 20 },
      { ...call, signal: leaving.signal },
    );
    leaving.abort();
    await polled;
    await send("mailbox", "hello");
    expect(await bodies("mailbox")).toEqual(["hello"]);
  });

  test("time goes on meanwhile, and only then", async () => {
    const { operations, send } = aMailbox();
    let waits = 0;
    const waiting = async <T>(promise: Promise<T>) => {
      waits += 1;
      return promise;
    };
    const poll = () =>
      operations.ReceiveMessage?.({ QueueUrl: url("mailbox"), WaitTimeSeconds: 20 }, { ...call, waiting });
    await send("mailbox", "hello");
    await poll();
    expect(waits).toBe(0);
    const polled = poll();
    await send("mailbox", "hello");
    await polled;
    expect(waits).toBe(1);
  });

  test("listeners hear of every message that can be received", async () => {
    const { region, onAvailable, send, bodies } = aMailbox();
    const heard: [string, number][] = [];
    const start = region.clock.now();
    onAvailable((arn) => heard.push([arn, region.clock.now() - start]));
    await send("mailbox", "now");
    await bodies("mailbox");
    await send("dead", "later", { DelaySeconds: 7 });
    region.pass(60 * second);
    expect(heard).toEqual([
      [queueArn("mailbox"), 0],
      [queueArn("dead"), 7_000],
      [queueArn("mailbox"), 30_000],
    ]);
  });
});

describe("messages on the wire", () => {
  test("checksums are those that SDKs check", async () => {
    const { receive, send } = aMailbox();
    const MessageAttributes = { route: { DataType: "String", StringValue: "family:al2023" } };
    const sent = await send("mailbox", "This is a test message", { MessageAttributes });
    // The checksum of this body is the one in the Amazon SQS API reference.
    expect(sent).toMatchObject({ MD5OfMessageBody: "fafb00f5732ab283681e124bf8747ed1" });
    const [message] = await receive("mailbox", { MessageAttributeNames: ["route"] });
    expect(message).toMatchObject({ MessageAttributes, MD5OfBody: "fafb00f5732ab283681e124bf8747ed1" });
    expect(message?.MD5OfMessageAttributes).toBe(sent?.MD5OfMessageAttributes);
  });

  test("attributes come only when asked for", async () => {
    const { receive, send } = aMailbox();
    const text = (StringValue: string) => ({ DataType: "String", StringValue });
    await send("mailbox", "x", { MessageAttributes: { "a.one": text("1"), b: text("2") } });
    const [message] = await receive("mailbox", { MessageAttributeNames: ["a.*"], VisibilityTimeout: 0 });
    expect(Object.keys(message?.MessageAttributes ?? {})).toEqual(["a.one"]);
    const [bare] = await receive("mailbox");
    expect(bare).not.toHaveProperty("MessageAttributes");
    expect(bare).not.toHaveProperty("Attributes");
  });

  test("one MiB is the most", async () => {
    const { send } = aMailbox();
    await send("mailbox", "x".repeat(1_048_576));
    expect(() => send("mailbox", "x".repeat(1_048_577))).toThrow("shorter than 1048576 bytes");
  });

  test("one bad entry of a batch spoils no other", async () => {
    const { operations, bodies } = aMailbox();
    const answer = await operations.SendMessageBatch?.(
      {
        QueueUrl: url("mailbox"),
        Entries: [
          { Id: "a", MessageBody: "one" },
          { Id: "b", MessageBody: "two", DelaySeconds: 1000 },
        ],
      },
      call,
    );
    expect(answer).toMatchObject({ Successful: [{ Id: "a" }], Failed: [{ Id: "b", Code: "InvalidParameterValue" }] });
    expect(await bodies("mailbox")).toEqual(["one"]);
  });

  test.each([
    ["EmptyBatchRequest", []],
    ["TooManyEntriesInBatchRequest", Array.from({ length: 11 }, (_, n) => ({ Id: `n${n}`, MessageBody: "x" }))],
    [
      "BatchEntryIdsNotDistinct",
      [
        { Id: "a", MessageBody: "x" },
        { Id: "a", MessageBody: "y" },
      ],
    ],
  ])("a batch is refused as a whole: %s", (code, Entries) => {
    const { operations } = aMailbox();
    expect(() => operations.SendMessageBatch?.({ QueueUrl: url("mailbox"), Entries }, call)).toThrow(
      expect.objectContaining({ code }),
    );
  });
});

describe("queues", () => {
  test("are called by their local URL or by the one in AWS", async () => {
    const { operations, bodies } = aMailbox();
    for (const base of ["http://localhost:9999", "https://sqs.eu-west-2.amazonaws.com"]) {
      await operations.SendMessage?.({ QueueUrl: `${base}/123456789012/mailbox`, MessageBody: base }, call);
    }
    expect(await bodies("mailbox")).toHaveLength(2);
    expect(await operations.GetQueueUrl?.({ QueueName: "mailbox" }, call)).toEqual({ QueueUrl: url("mailbox") });
  });

  test.each([
    "https://sqs.us-east-1.amazonaws.com/123456789012/mailbox",
    "https://sqs.eu-west-2.amazonaws.com/999999999999/mailbox",
    "https://example.com/123456789012/mailbox",
    "mailbox",
  ])("nothing is sent elsewhere: %s", (QueueUrl) => {
    const { operations } = aMailbox();
    expect(() => operations.SendMessage?.({ QueueUrl, MessageBody: "secret" }, call)).toThrow(
      expect.objectContaining({ code: "InvalidAddress" }),
    );
  });

  test("one that is not there is told apart", () => {
    const { send } = aMailbox();
    expect(() => send("nowhere", "x")).toThrow(expect.objectContaining({ code: "QueueDoesNotExist" }));
  });

  test("can be made, changed and deleted", async () => {
    const { region, operations, send, bodies } = aMailbox();
    const made = await operations.CreateQueue?.({ QueueName: "mine", Attributes: { VisibilityTimeout: "5" } }, call);
    expect(made).toEqual({ QueueUrl: url("mine") });
    expect(() => operations.CreateQueue?.({ QueueName: "mine", Attributes: { VisibilityTimeout: "6" } }, call)).toThrow(
      expect.objectContaining({ code: "QueueNameExists" }),
    );
    operations.SetQueueAttributes?.({ QueueUrl: url("mine"), Attributes: { VisibilityTimeout: "7" } }, call);
    await send("mine", "hello");
    await bodies("mine");
    region.pass(6 * second);
    expect(await bodies("mine")).toEqual([]);
    expect(
      await operations.GetQueueAttributes?.({ QueueUrl: url("mine"), AttributeNames: ["All"] }, call),
    ).toMatchObject({
      Attributes: { QueueArn: queueArn("mine"), VisibilityTimeout: "7", ApproximateNumberOfMessagesNotVisible: "1" },
    });
    operations.PurgeQueue?.({ QueueUrl: url("mine") }, call);
    operations.DeleteQueue?.({ QueueUrl: url("mine") }, call);
    expect(await operations.ListQueues?.({}, call)).toEqual({ QueueUrls: [url("mailbox"), url("dead")] });
  });

  test("say when an attribute is not what it can be", () => {
    const { operations } = aMailbox();
    const set = (Attributes: Record<string, string>) =>
      operations.SetQueueAttributes?.({ QueueUrl: url("mailbox"), Attributes }, call);
    expect(() => set({ DelaySeconds: "901" })).toThrow("Invalid value for the parameter DelaySeconds");
    expect(() => set({ RedrivePolicy: "{" })).toThrow("Invalid value for the parameter RedrivePolicy");
    expect(() => set({ FifoQueue: "true" })).toThrow("FifoQueue is not part of the local region");
  });

  test("let a service send only on behalf of whom their policy names", async () => {
    const topic = "arn:aws:sns:eu-west-2:123456789012:Mailboxes";
    const { deliver, bodies } = aRegionWithQueues(
      aQueue("mailbox", { policy: [admitting("mailbox", "sns.amazonaws.com", topic)] }),
      aQueue("closed"),
    );
    const sender = { service: "sns.amazonaws.com", sourceArn: topic };
    expect(deliver(queueArn("mailbox"), { body: "in" }, sender)).toBe("delivered");
    expect(deliver(queueArn("mailbox"), { body: "out" }, { ...sender, sourceArn: `${topic}2` })).toBe("refused");
    expect(deliver(queueArn("mailbox"), { body: "out" }, { ...sender, service: "events.amazonaws.com" })).toBe(
      "refused",
    );
    expect(deliver(queueArn("closed"), { body: "out" }, sender)).toBe("refused");
    expect(deliver(queueArn("nowhere"), { body: "out" }, sender)).toBe("missing");
    expect(await bodies("mailbox")).toEqual(["in"]);
  });

  test("take a policy as it is written", async () => {
    const { operations, deliver } = aMailbox();
    const sender = { service: "events.amazonaws.com", sourceArn: "arn:aws:events:eu-west-2:123456789012:rule/mine" };
    const set = (Policy: string) =>
      operations.SetQueueAttributes?.({ QueueUrl: url("mailbox"), Attributes: { Policy } }, call);
    const Policy = JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: ["events.amazonaws.com"] },
          Action: ["sqs:SendMessage"],
          Resource: [queueArn("mailbox")],
          Condition: { ArnEquals: { "aws:SourceArn": [sender.sourceArn] } },
        },
      ],
    });
    expect(deliver(queueArn("mailbox"), { body: "x" }, sender)).toBe("refused");
    set(Policy);
    expect(deliver(queueArn("mailbox"), { body: "x" }, sender)).toBe("delivered");
    expect(
      await operations.GetQueueAttributes?.({ QueueUrl: url("mailbox"), AttributeNames: ["Policy"] }, call),
    ).toEqual({ Attributes: { Policy } });
    set("");
    expect(deliver(queueArn("mailbox"), { body: "x" }, sender)).toBe("refused");
    expect(() => set('{"Statement":[{"Effect":"Perhaps"}]}')).toThrow("Invalid value for the parameter Policy");
  });
});
