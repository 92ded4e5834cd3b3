import type { AwsEvent } from "@ami-refresh/local/context.ts";
import { AwsError } from "@ami-refresh/local/endpoint/operations.ts";
import { service } from "@ami-refresh/local/endpoint/service.ts";
import {
  type CallFault,
  callFaults,
  type EventFault,
  type FaultyCall,
  withEventFaults,
} from "@ami-refresh/local/faults.ts";
import * as sns from "@aws-sdk/client-sns";
import { describe, expect, test } from "vitest";
import { aCall } from "../../support/localContext.ts";

const event: AwsEvent = { source: "aws.ec2", detailType: "x", resources: [], detail: {} };

describe("events", () => {
  function emitting(fault: EventFault) {
    const emitted: AwsEvent[] = [];
    const due: { time: number; action: () => void }[] = [];
    const clock = {
      now: () => 1_000,
      at: (time: number, action: () => void) => {
        due.push({ time, action });
        return () => {};
      },
    };
    withEventFaults((one) => emitted.push(one), { event: () => fault }, clock)(event);
    return { emitted, due };
  }

  test.each<[EventFault, number]>([
    ["deliver", 1],
    ["drop", 0],
    ["repeat", 2],
  ])("%s comes %i times", (fault, times) => {
    expect(emitting(fault).emitted).toEqual(Array.from({ length: times }, () => event));
  });

  test("a late one comes later", () => {
    const { emitted, due } = emitting({ delaySeconds: 60 });
    expect([emitted.length, due[0]?.time]).toEqual([0, 61_000]);
    due[0]?.action();
    expect(emitted).toEqual([event]);
  });
});

describe("calls", () => {
  function calling(fault: (call: FaultyCall) => CallFault | undefined) {
    const done: string[] = [];
    const faults = callFaults({
      call: fault,
      callerOf: (key) => (key === "key-of-publish" ? "publish" : undefined),
      crash: async (name) => void done.push(`${name} died`),
    });
    const topic = faults.service(
      service(sns, {
        CreateTopic: () => {
          done.push("created");
          return { TopicArn: "arn" };
        },
      }),
    );
    const create = async (key = "test") => topic.operations.get("CreateTopic")?.run?.({}, aCall(key));
    return { create, done, faults, topic };
  }

  test("are counted by operation, and told who makes them", async () => {
    const calls: FaultyCall[] = [];
    const { create } = calling((call) => void calls.push(call));
    expect(await create()).toEqual({ TopicArn: "arn" });
    await create("key-of-publish");
    expect(calls).toEqual([
      { service: "sns", operation: "CreateTopic", count: 1, caller: undefined },
      { service: "sns", operation: "CreateTopic", count: 2, caller: "publish" },
    ]);
  });

  test("that are refused have not happened", async () => {
    const { create, done } = calling(() => new AwsError("Throttling", "Rate exceeded"));
    await expect(create()).rejects.toThrow("Rate exceeded");
    expect(done).toEqual([]);
  });

  test("of a function that dies before have not happened, of one that dies after have", async () => {
    const before = calling(() => "crash before");
    await expect(before.create("key-of-publish")).rejects.toThrow("publish has died");
    expect(before.done).toEqual(["publish died"]);
    const after = calling(() => "crash after");
    await expect(after.create("key-of-publish")).rejects.toThrow("publish has died");
    expect(after.done).toEqual(["created", "publish died"]);
  });

  test("of an operator never crash", async () => {
    const { create } = calling(() => "crash before");
    await expect(create()).rejects.toThrow("only functions crash");
  });

  test("that the region does not know stay unknown", () => {
    const { topic } = calling(() => undefined);
    expect(topic.operations.get("DeleteTopic")?.run).toBeUndefined();
  });

  test("to DynamoDB fail in its own words", async () => {
    const { faults } = calling(({ operation, count }) =>
      operation === "PutItem" && count === 1 ? new AwsError("ThrottlingException", "slow down") : undefined,
    );
    const reply = { status: 200, headers: {}, body: "{}" };
    const table = faults.dynamodb(async () => reply);
    const put = { headers: { "x-amz-target": "DynamoDB_20120810.PutItem", authorization: "… Credential=test/…" } };
    const refused = await table(put as never, Buffer.from("{}"));
    expect(refused.status).toBe(400);
    expect(JSON.parse(String(refused.body))).toEqual({
      __type: "com.amazonaws.dynamodb.v20120810#ThrottlingException",
      message: "slow down",
    });
    expect(await table(put as never, Buffer.from("{}"))).toBe(reply);
  });
});
