import type { SQSEvent } from "aws-lambda";
import { describe, expect, test } from "vitest";
import { simulatedClock } from "../../../packages/local/src/clock.ts";
import type { LogEntry } from "../../../packages/local/src/context.ts";
import { startEventSources } from "../../../packages/local/src/functions/eventSources.ts";
import type { Outcome } from "../../../packages/local/src/functions/protocol.ts";
import type { EventSourceWiring } from "../../../packages/local/src/graph/wiring.ts";
import { sqs } from "../../../packages/local/src/services/sqs/sqs.ts";
import { aFunction, aQueue, queueArn } from "../../support/wiring.ts";
import { aRegion } from "./ec2/region.ts";

const mailbox = queueArn("mailbox");
const refresh = aFunction("refresh");
const startAt = Date.parse("2026-11-24T09:00:00Z");

const aSource = (more: Partial<EventSourceWiring> = {}): EventSourceWiring => ({
  queueArn: mailbox,
  functionArn: refresh.arn,
  batchSize: 10,
  batchingWindowSeconds: 0,
  partialResponses: true,
  ...more,
});

interface Invocation {
  readonly event: SQSEvent;
  readonly bodies: readonly string[];
  /** Seconds since the start. */
  readonly at: number;
  returns(value: unknown): void;
  fails(message: string): void;
}

/**
 * A mailbox that feeds a function on a clock that jumps. `answer` plays the function; without it a test answers each
 * invocation itself.
 */
function aFedFunction(source: EventSourceWiring = aSource(), answer?: (invocation: Invocation) => void) {
  const clock = simulatedClock({ startAt, speed: "max" });
  const logged: LogEntry[] = [];
  const region = { ...aRegion(), clock, log: (entry: LogEntry) => void logged.push(entry) };
  const queues = sqs(region, [
    aQueue("mailbox", {
      visibilityTimeoutSeconds: 360,
      redrive: { deadLetterArn: queueArn("dead"), maxReceiveCount: 3 },
    }),
    aQueue("dead"),
  ]);
  const invocations: Invocation[] = [];
  let arrived = () => {};
  const started = startEventSources({
    sources: [source],
    functions: [refresh],
    sqs: queues,
    clock,
    log: region.log,
    host: {
      invoke: (name, payload) => {
        expect(name).toBe("refresh");
        const event: SQSEvent = JSON.parse(payload);
        const { promise, resolve } = Promise.withResolvers<Outcome>();
        const invocation: Invocation = {
          event,
          bodies: event.Records.map(({ body }) => body),
          at: (clock.now() - startAt) / 1000,
          returns: (value) => resolve({ kind: "returned", payload: JSON.stringify(value) ?? "null" }),
          fails: (errorMessage) => resolve({ kind: "failed", error: { errorType: "Error", errorMessage, trace: [] } }),
        };
        invocations.push(invocation);
        answer?.(invocation);
        arrived();
        return promise;
      },
    },
  });
  /** Runs until so many seconds after the start. */
  const passed = (seconds: number) =>
    new Promise<void>((resolve) => {
      clock.at(startAt + seconds * 1000, resolve);
      clock.start();
    });
  return {
    clock,
    queues,
    invocations,
    logged,
    stop: started.stop,
    send: (...bodies: string[]) => {
      for (const body of bodies) queues.send(mailbox, { body });
    },
    /** Runs until the `count`th invocation has come. */
    async invoked(count: number): Promise<void> {
      clock.start();
      while (invocations.length < count) {
        await new Promise<void>((resolve) => {
          arrived = resolve;
        });
      }
    },
    passed,
    rest: () => queues.stats().find(({ name }) => name === "mailbox"),
  };
}

const idOf = ({ event }: Invocation, body: string) =>
  event.Records.find((record) => record.body === body)?.messageId ?? "";

describe("a batch", () => {
  test("looks as Lambda makes it", async () => {
    const { queues, invocations, passed } = aFedFunction(aSource(), (invocation) => invocation.returns(undefined));
    queues.send(mailbox, { body: "hello", attributes: { route: { DataType: "String", StringValue: "family:a" } } });
    await passed(1);
    expect(invocations[0]?.event).toEqual({
      Records: [
        {
          messageId: expect.any(String),
          receiptHandle: expect.any(String),
          body: "hello",
          attributes: {
            ApproximateReceiveCount: "1",
            SentTimestamp: String(startAt),
            SenderId: "123456789012",
            ApproximateFirstReceiveTimestamp: String(startAt),
          },
          messageAttributes: {
            route: { stringValue: "family:a", stringListValues: [], binaryListValues: [], dataType: "String" },
          },
          md5OfBody: "5d41402abc4b2a76b9719d911017c592",
          md5OfMessageAttributes: expect.any(String),
          eventSource: "aws:sqs",
          eventSourceARN: mailbox,
          awsRegion: "eu-west-2",
        },
      ],
    });
  });

  test("holds the messages that came together, and no more than its size", async () => {
    const { invocations, send, passed } = aFedFunction(aSource({ batchSize: 2 }), (invocation) =>
      invocation.returns(undefined),
    );
    send("a", "b", "c");
    await passed(1);
    expect(invocations.map(({ bodies }) => bodies)).toEqual([["a", "b"], ["c"]]);
  });

  test("is gathered for as long as its window", async () => {
    const { clock, invocations, send, passed } = aFedFunction(
      aSource({ batchSize: 3, batchingWindowSeconds: 30 }),
      (invocation) => invocation.returns(undefined),
    );
    send("a");
    clock.at(startAt + 20_000, () => send("b"));
    clock.at(startAt + 60_000, () => send("c", "d", "e"));
    await passed(100);
    expect(invocations.map(({ bodies, at }) => [bodies.join(""), at])).toEqual([
      ["ab", 30],
      ["cde", 60],
    ]);
  });

  test("waits while as many are handled as may be at once", async () => {
    const { invocations, send, invoked } = aFedFunction(aSource({ batchSize: 1, maximumConcurrency: 2 }));
    send("a", "b", "c");
    await invoked(2);
    expect(invocations.map(({ bodies }) => bodies.join())).toEqual(["a", "b"]);
    invocations[1]?.returns(undefined);
    await invoked(3);
    expect(invocations[2]?.bodies).toEqual(["c"]);
  });

  test("of messages that were there before the function is handled too", async () => {
    const region = aRegion();
    const queues = sqs(region, [aQueue("mailbox")]);
    queues.send(mailbox, { body: "early" });
    const { promise, resolve } = Promise.withResolvers<string>();
    startEventSources({
      sources: [aSource()],
      functions: [refresh],
      sqs: queues,
      clock: region.clock,
      log: region.log,
      host: {
        invoke: async (_, payload) => {
          resolve(payload);
          return { kind: "returned", payload: "null" };
        },
      },
    });
    expect(await promise).toContain("early");
  });
});

describe("simulated time", () => {
  test("stands still until the outcome is applied, however much is due", async () => {
    const { clock, invocations, send, invoked, passed, rest } = aFedFunction();
    let later: number | undefined;
    clock.at(startAt + 1, () => {
      later = clock.now();
    });
    send("a");
    await invoked(1);
    await new Promise((resolve) => setImmediate(() => setImmediate(() => setImmediate(resolve))));
    expect(later).toBeUndefined();
    invocations[0]?.returns({ batchItemFailures: [] });
    await passed(1);
    expect(rest()).toEqual({ name: "mailbox", visible: 0, inFlight: 0, delayed: 0 });
  });
});

describe("a message", () => {
  test("that was handled is deleted", async () => {
    const { send, passed, rest } = aFedFunction(aSource(), (invocation) =>
      invocation.returns({ batchItemFailures: [] }),
    );
    send("a", "b");
    await passed(1);
    expect(rest()).toEqual({ name: "mailbox", visible: 0, inFlight: 0, delayed: 0 });
  });

  test("that failed comes back alone, after its visibility timeout", async () => {
    const { invocations, send, invoked, rest, logged } = aFedFunction();
    send("good", "bad");
    await invoked(1);
    const [first] = invocations;
    if (!first) throw new Error("not invoked");
    first.returns({ batchItemFailures: [{ itemIdentifier: idOf(first, "bad") }] });
    await invoked(2);
    expect(invocations[1]).toMatchObject({ bodies: ["bad"], at: 360 });
    expect(invocations[1]?.event.Records[0]?.attributes.ApproximateReceiveCount).toBe("2");
    expect(logged).toMatchObject([{ level: "warn", message: "a message comes back to mailbox: 1 of 2 failed" }]);
    expect(rest()).toMatchObject({ inFlight: 1 });
  });

  test("comes back with all of its batch when the function fails", async () => {
    const { invocations, send, invoked } = aFedFunction();
    send("a", "b");
    await invoked(1);
    invocations[0]?.fails("out of memory");
    await invoked(2);
    expect(invocations[1]).toMatchObject({ bodies: ["a", "b"], at: 360 });
  });

  test("that fails again and again ends in the dead-letter queue", async () => {
    const { queues, invocations, send, passed } = aFedFunction(aSource(), (invocation) => invocation.fails("poison"));
    send("poison");
    await passed(2_000);
    expect(invocations.map(({ at }) => at)).toEqual([0, 360, 720]);
    expect(queues.deadLetters()).toEqual({ dead: 1 });
  });

  test.each<[string, unknown]>([
    ["names no message of it", { batchItemFailures: [{ itemIdentifier: "someone" }] }],
    ["has an empty identifier", { batchItemFailures: [{ itemIdentifier: "" }] }],
    ["has no identifier", { batchItemFailures: [{ messageId: "x" }] }],
    ["is no list of failures", { batchItemFailures: "all" }],
    ["is no object", "done"],
  ])("comes back with all of its batch when the response %s", async (_, response) => {
    const { invocations, send, invoked } = aFedFunction();
    send("a", "b");
    await invoked(1);
    invocations[0]?.returns(response);
    await invoked(2);
    expect(invocations[1]?.bodies).toEqual(["a", "b"]);
  });

  test.each<[string, unknown]>([
    ["nothing", undefined],
    ["null", null],
    ["an empty object", {}],
    ["no list", { batchItemFailures: null }],
  ])("is done with when the response is %s", async (_, response) => {
    const { send, passed, rest } = aFedFunction(aSource(), (invocation) => invocation.returns(response));
    send("a");
    await passed(1);
    expect(rest()).toMatchObject({ visible: 0, inFlight: 0 });
  });

  test("is done with whatever the response says, where partial responses are not asked for", async () => {
    const { send, passed, rest } = aFedFunction(aSource({ partialResponses: false }), (invocation) =>
      invocation.returns({ batchItemFailures: [{ itemIdentifier: idOf(invocation, "a") }] }),
    );
    send("a");
    await passed(1);
    expect(rest()).toMatchObject({ visible: 0, inFlight: 0 });
  });

  test("stays in the queue once the mapping has stopped", async () => {
    const { invocations, send, stop, passed, rest } = aFedFunction();
    stop();
    send("a");
    await passed(1);
    expect(invocations).toEqual([]);
    expect(rest()).toMatchObject({ visible: 1 });
  });
});

test("a queue that feeds a function which is not there is an error", () => {
  expect(() => aFedFunction(aSource({ functionArn: aFunction("gone").arn }))).toThrow(
    "feeds a function that is not there",
  );
});
