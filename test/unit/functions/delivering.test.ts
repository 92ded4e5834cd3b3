import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { SlackError } from "@ami-refresh/core/adapters/aws/chat.ts";
import { memoryPorts } from "@ami-refresh/core/adapters/memory/ports.ts";
import { encodePolicy, policyFile } from "@ami-refresh/core/adapters/policyFile.ts";
import { slackChannel } from "@ami-refresh/core/channels/slack.ts";
import type { Inbox, Telling } from "@ami-refresh/core/ports.ts";
import type { Context, SQSBatchResponse } from "aws-lambda";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { aBatch, aMailboxRecord } from "../../support/sqs.ts";
import { deliveriesOf } from "../../support/telling.ts";
import { policy, started } from "../notify/events.ts";

let taskRoot = "";
beforeEach(() => {
  taskRoot = mkdtempSync(path.join(tmpdir(), "ami-refresh-"));
  writeFileSync(path.join(taskRoot, policyFile), encodePolicy(policy));
  vi.stubEnv("LAMBDA_TASK_ROOT", taskRoot);
  vi.stubEnv("MAX_RECEIVES", "3");
  vi.resetModules();
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(taskRoot, { recursive: true });
});

/** A message for Slack is received for the nth time, and Slack refuses it so. */
async function received(nth: number, refusal: Error, given: { readonly inbox?: Inbox } = {}) {
  const { delivering } = await import("@ami-refresh/functions/delivering.ts");
  const ports = memoryPorts("2026-12-01T10:00:00Z");
  const [delivery] = await deliveriesOf(ports, policy, started);
  const chat = { ...ports.chat, post: async () => Promise.reject(refusal) };
  const handler = delivering({ ...ports, ...given, channel: slackChannel({ ...ports, chat }) });
  const record = aMailboxRecord("m-1", JSON.stringify(delivery));
  record.attributes.ApproximateReceiveCount = String(nth);
  const answer = (await handler(aBatch([record]), {} as Context, () => {})) as SQSBatchResponse;
  return { ...ports, failed: answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier) };
}
const busy = new SlackError("HTTP 429", "#payments", undefined, 30);

test.each([
  [1, 30],
  [2, 60],
])("what Slack is too busy for comes back when it says so, the time number %i after %i s", async (nth, seconds) => {
  const { failed, inbox, bus } = await received(nth, busy);
  expect(failed).toEqual(["m-1"]);
  expect(inbox.back).toEqual([{ receipt: "receipt-m-1", seconds }]);
  expect(bus.events).toEqual([]);
});

test.each([
  [true, ["quick", "slow"]],
  [undefined, ["slow", "quick"]],
])("where a channel delivers at once (%s), these are told in this order: %j", async (atOnce, order) => {
  const { delivering } = await import("@ami-refresh/functions/delivering.ts");
  const ports = memoryPorts("2026-12-01T10:00:00Z");
  const told: string[] = [];
  const channel = {
    kind: "webhook" as const,
    ...(atOnce && { atOnce }),
    async deliver({ to: { to } }: Telling) {
      if (to === "slow") await new Promise((resolve) => setTimeout(resolve, 20));
      told.push(to);
    },
  };
  const [delivery] = await deliveriesOf(ports, policy, started);
  const records = ["slow", "quick"].map((to) => {
    const subscription = {
      ...delivery?.subscription,
      id: `payments/webhook/${to}`,
      address: { channel: "webhook", to },
    };
    return aMailboxRecord(to, JSON.stringify({ ...delivery, subscription }));
  });
  const answer = await delivering({ ...ports, channel })(aBatch(records), {} as Context, () => {});
  expect(answer).toEqual({ batchItemFailures: [] });
  expect(told).toEqual(order);
});

test.each([
  [1, 15],
  [2, 30],
])("what fails otherwise comes back twice as late each time: the time number %i after %i s", async (nth, seconds) => {
  const { failed, inbox } = await received(nth, new SlackError("HTTP 500", "#payments", undefined));
  expect(failed).toEqual(["m-1"]);
  expect(inbox.back).toEqual([{ receipt: "receipt-m-1", seconds }]);
});

test("that it cannot be said when it comes back hides not why it has failed", async () => {
  const inbox = { comeBack: async () => Promise.reject(new Error("no connection")) };
  const { failed, log } = await received(1, new SlackError("HTTP 500", "#payments", undefined), { inbox });
  expect(failed).toEqual(["m-1"]);
  const said = log.lines.map(({ message }) => message).join();
  expect(said).toContain("a message comes back when its queue says so: Error: no connection");
  expect(said).toContain("HTTP 500");
});

test("what fails when nobody will try again is told on the bus, and fails all the same", async () => {
  const { failed, bus, inbox } = await received(3, busy);
  expect(failed).toEqual(["m-1"]);
  expect(inbox.back).toEqual([]);
  expect(bus.events).toMatchObject([{ type: "subscription.undeliverable", detail: { address: "#payments" } }]);
});
