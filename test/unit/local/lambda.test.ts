import { describe, expect, test } from "vitest";
import { asynchronously } from "../../../packages/local/src/functions/asynchronous.ts";
import type { Outcome } from "../../../packages/local/src/functions/protocol.ts";
import type { FunctionWiring } from "../../../packages/local/src/graph/wiring.ts";
import { lambdaOperations } from "../../../packages/local/src/services/lambda.ts";
import { aCall } from "../../support/localContext.ts";
import { aFunction } from "../../support/wiring.ts";

const failed: Outcome = { kind: "failed", error: { errorType: "Error", errorMessage: "no", trace: [] } };
const returned: Outcome = { kind: "returned", payload: '{"ok":true}' };

describe("asynchronous invocations", () => {
  /** A function that answers in turn as told, on a clock that jumps to what is due. */
  function aQueue(outcomes: readonly Outcome[], settings: Partial<FunctionWiring["asynchronous"]> = {}) {
    const start = Date.parse("2026-11-24T12:00:00Z");
    let now = start;
    const due: { time: number; action: () => void }[] = [];
    const attempts: string[] = [];
    const delivered: { arn: string; body: unknown }[] = [];
    const { invoke, waiting } = asynchronously({
      functions: [
        aFunction("observe", {
          asynchronous: { maximumRetries: 2, maximumAgeSeconds: 21_600, onFailureArn: "arn:dlq", ...settings },
        }),
      ],
      host: {
        invoke: async () => {
          const outcome = outcomes[attempts.length] ?? failed;
          attempts.push(`+${(now - start) / 1000}s`);
          return outcome;
        },
      },
      clock: {
        now: () => now,
        at: (time, action) => {
          due.push({ time, action });
          return () => {};
        },
        hold: () => () => {},
      },
      deliver: (arn, body) => delivered.push({ arn, body: JSON.parse(body) }),
      log: () => {},
    });
    const run = async () => {
      for (;;) {
        await new Promise((resolve) => setImmediate(resolve));
        const next = due.shift();
        if (!next) return;
        now = next.time;
        next.action();
      }
    };
    return { invoke, run, waiting, attempts, delivered };
  }

  test("a failure is tried again after one minute and after two more", async () => {
    const { invoke, run, attempts, delivered } = aQueue([failed, failed, returned]);
    invoke("observe", '{"n":1}');
    await run();
    expect(attempts).toEqual(["+0s", "+60s", "+180s"]);
    expect(delivered).toEqual([]);
  });

  test("an event that waits for its next attempt is counted until then", async () => {
    const { invoke, run, waiting } = aQueue([failed, returned]);
    expect(waiting()).toBe(0);
    invoke("observe", "1");
    await new Promise((resolve) => setImmediate(resolve));
    expect(waiting()).toBe(1);
    await run();
    expect(waiting()).toBe(0);
  });

  test("after the third failure the event goes to the on-failure destination with its error", async () => {
    const { invoke, run, attempts, delivered } = aQueue([]);
    invoke("observe", '{"n":1}');
    await run();
    expect(attempts).toHaveLength(3);
    expect(delivered).toEqual([
      {
        arn: "arn:dlq",
        body: expect.objectContaining({
          requestContext: expect.objectContaining({ condition: "RetriesExhausted", approximateInvokeCount: 3 }),
          requestPayload: { n: 1 },
          responsePayload: { errorType: "Error", errorMessage: "no", trace: [] },
        }),
      },
    ]);
  });

  test("an event that would be too old is not tried again", async () => {
    const { invoke, run, attempts, delivered } = aQueue([], { maximumAgeSeconds: 100 });
    invoke("observe", "{}");
    await run();
    expect(attempts).toEqual(["+0s", "+60s"]);
    expect(delivered).toMatchObject([{ body: { requestContext: { condition: "EventAgeExceeded" } } }]);
  });

  test("without retries and without a destination it is dropped", async () => {
    const { invoke, run, attempts } = aQueue([], { maximumRetries: 0 });
    invoke("observe", "{}");
    await run();
    expect(attempts).toEqual(["+0s"]);
  });
});

describe("the Invoke operation", () => {
  function aLambda(outcome: Outcome) {
    const seen: string[] = [];
    const operations = lambdaOperations({
      functions: [aFunction("publish")],
      host: {
        invoke: async (name, payload) => {
          seen.push(`${name} ${payload}`);
          return outcome;
        },
      },
      invokeAsynchronously: (name, payload) => seen.push(`later ${name} ${payload}`),
    });
    return { operations, seen };
  }

  test.each([
    "publish",
    "arn:aws:lambda:eu-west-2:123456789012:function:publish",
    "123456789012:function:publish",
    "publish:$LATEST",
  ])("finds the function by %s", async (FunctionName) => {
    const { operations, seen } = aLambda(returned);
    const answer = await operations.Invoke?.({ FunctionName, Payload: Buffer.from("[1]") }, aCall());
    expect(seen).toEqual(["publish [1]"]);
    expect(answer).toMatchObject({ StatusCode: 200 });
    expect(answer?.Payload?.transformToString()).toBe('{"ok":true}');
  });

  test("an error of the function is an answer, marked as such", async () => {
    const answer = await aLambda(failed).operations.Invoke?.({ FunctionName: "publish" }, aCall());
    expect(answer).toMatchObject({ StatusCode: 200, FunctionError: "Unhandled" });
    expect(JSON.parse(answer?.Payload?.transformToString() ?? "")).toMatchObject({ errorMessage: "no" });
  });

  test("an Event is taken and seen to later", async () => {
    const { operations, seen } = aLambda(returned);
    const answer = await operations.Invoke?.({ FunctionName: "publish", InvocationType: "Event" }, aCall());
    expect(answer).toEqual({ StatusCode: 202 });
    expect(seen).toEqual(["later publish null"]);
  });

  test("a function that is not there and a payload that is no JSON are refused", async () => {
    const { operations } = aLambda(returned);
    await expect(operations.Invoke?.({ FunctionName: "other" }, aCall())).rejects.toThrow("Function not found: other");
    await expect(operations.Invoke?.({ FunctionName: "publish", Payload: Buffer.from("{") }, aCall())).rejects.toThrow(
      "Could not parse",
    );
  });
});
