import * as sqs from "@aws-sdk/client-sqs";
import { expect, test } from "vitest";
import { recording, serving } from "./serving.ts";

/** A clock that says how often it is held, and calls back at every change. */
function watchedClock() {
  const clock = {
    holds: 0,
    changed: () => {},
    hold() {
      clock.holds += 1;
      clock.changed();
      return () => {
        clock.holds -= 1;
        clock.changed();
      };
    },
  };
  return clock;
}

test("the clock is held while a call is worked on, and let go however it ends", async () => {
  const clock = watchedClock();
  const held: number[] = [];
  const { service } = recording(sqs, {
    ListQueues: async () => {
      held.push(clock.holds);
      await Promise.resolve();
      held.push(clock.holds);
      return {};
    },
    GetQueueUrl: () => {
      throw new TypeError("a failure of ours");
    },
  });
  const { client } = await serving({ services: [service], clock });

  await new sqs.SQS(client).listQueues({});
  await expect(new sqs.SQS(client).getQueueUrl({ QueueName: "a" })).rejects.toThrow();

  expect(held).toEqual([1, 1]);
  expect(clock.holds).toBe(0);
});

test("a long poll does not hold the clock while it waits, and holds it again to answer", async () => {
  const clock = watchedClock();
  const arrival = Promise.withResolvers<string>();
  const letGo = Promise.withResolvers<void>();
  const answering: number[] = [];
  const { service } = recording(sqs, {
    ReceiveMessage: async (_input, context) => {
      const Body = await context.waiting(arrival.promise);
      answering.push(clock.holds);
      return { Messages: [{ Body }] };
    },
  });
  const { client } = await serving({ services: [service], clock });
  clock.changed = () => {
    if (clock.holds === 0) letGo.resolve();
  };

  const received = new sqs.SQS({ ...client, md5: false }).receiveMessage({ QueueUrl: "http://127.0.0.1/1/q" });
  await letGo.promise;
  arrival.resolve("a message");

  expect((await received).Messages).toEqual([{ Body: "a message" }]);
  expect(answering).toEqual([1]);
  expect(clock.holds).toBe(0);
});

test("an operation hears when its caller has gone", async () => {
  const asked = Promise.withResolvers<void>();
  const gone = Promise.withResolvers<void>();
  const { service } = recording(sqs, {
    ReceiveMessage: async (_input, context) => {
      context.signal?.addEventListener("abort", () => gone.resolve());
      asked.resolve();
      await context.waiting(gone.promise);
      return {};
    },
  });
  const { client } = await serving({ services: [service] });
  const leaving = new AbortController();

  const received = new sqs.SQS(client).receiveMessage(
    { QueueUrl: "http://127.0.0.1/1/q" },
    { abortSignal: leaving.signal },
  );
  await asked.promise;
  leaving.abort();

  await expect(received).rejects.toMatchObject({ name: "AbortError" });
  await gone.promise;
});
