import { sqsDeliveries } from "@ami-refresh/core/adapters/aws/deliveries.ts";
import { sqsInbox } from "@ami-refresh/core/adapters/aws/inbox.ts";
import type { Delivery } from "@ami-refresh/core/domain/subscription/delivery.ts";
import type { SQSClient } from "@aws-sdk/client-sqs";
import { describe, expect, test } from "vitest";
import { anAwsClient } from "../../support/awsClient.ts";

interface Entry {
  readonly Id: string;
  readonly MessageBody: string;
}
const entriesOf = (input: Readonly<Record<string, unknown>>) => input.Entries as Entry[];
const url = "https://sqs.eu-west-2.amazonaws.com/123456789012/DeliverEmail";
const to = (n: number, text = ""): Delivery => ({
  kind: "event",
  subscription: { id: `${n}`, address: { channel: "email", to: `${n}@example.com` }, timezone: "UTC" },
  team: "payments",
  event: { source: "ami-refresh", "detail-type": "step.started", detail: { text } },
});
const many = (count: number, text?: string) => Array.from({ length: count }, (_, n) => to(n, text));
const ids = (calls: readonly { readonly input: Readonly<Record<string, unknown>> }[]) =>
  calls.map(({ input }) => entriesOf(input).map(({ MessageBody }) => JSON.parse(MessageBody).subscription.id));

describe("deliveries on their way into a queue", () => {
  test("a thousand go in hundred batches, ten of them at once and never more", async () => {
    let [now, most] = [0, 0];
    const aws = anAwsClient<SQSClient>({
      SendMessageBatch: async () => {
        most = Math.max(most, ++now);
        await new Promise((resolve) => setImmediate(resolve));
        now--;
        return {};
      },
    });
    await sqsDeliveries(aws, { email: url }).send("email", many(1000));
    expect(aws.calls).toHaveLength(100);
    expect(most).toBe(10);
    expect(ids(aws.calls).flat()).toEqual(many(1000).map(({ subscription }) => subscription.id));
    expect(aws.calls[0]?.input).toMatchObject({ QueueUrl: url });
  });

  test("fewer go at once where they are large, and what is larger than that goes alone", async () => {
    const aws = anAwsClient<SQSClient>({ SendMessageBatch: () => ({}) });
    await sqsDeliveries(aws, { email: url }).send("email", [
      ...many(3, "é".repeat(60_000)),
      to(3, "é".repeat(140_000)),
    ]);
    expect(ids(aws.calls)).toEqual([["0", "1"], ["2"], ["3"]]);
  });

  test("those that SQS did not take, although it answered 200, are sent again, and no others", async () => {
    let asked = 0;
    const aws = anAwsClient<SQSClient>({
      SendMessageBatch: () => (++asked === 1 ? { Failed: [{ Id: "1", SenderFault: false, Code: "Busy" }] } : {}),
    });
    await sqsDeliveries(aws, { email: url }).send("email", many(3));
    expect(ids(aws.calls)).toEqual([["0", "1", "2"], ["1"]]);
  });

  test.each([
    ["three times", false, 3],
    ["once, where it is ours to mend", true, 1],
  ])("an error says what SQS does not take, after it was asked %s", async (_, SenderFault, times) => {
    const Failed = [{ Id: "0", SenderFault, Code: "Refused", Message: "no more" }];
    const aws = anAwsClient<SQSClient>({ SendMessageBatch: () => ({ Failed }) });
    await expect(sqsDeliveries(aws, { email: url }).send("email", [to(0)])).rejects.toThrow(
      `SQS did not take 1 messages into ${url}: no more (Refused)`,
    );
    expect(aws.calls).toHaveLength(times);
  });

  test("one batch that fails holds up no other", async () => {
    const aws = anAwsClient<SQSClient>({
      SendMessageBatch: (input) => {
        if (JSON.parse(entriesOf(input)[0]?.MessageBody ?? "").subscription.id === "0") throw new Error("reset");
        return {};
      },
    });
    await expect(sqsDeliveries(aws, { email: url }).send("email", many(200))).rejects.toThrow("reset");
    expect(aws.calls).toHaveLength(20);
  });

  test("a kind without a queue is an error that says what to do", async () => {
    await expect(sqsDeliveries(anAwsClient<SQSClient>({}), {}).send("sns", [to(0)])).rejects.toThrow(
      "there is no queue for messages by sns: deploy again",
    );
  });
});

test.each([
  [30, 30],
  [0.2, 1],
  [899.5, 900],
])("a message that shall come back in %d s is hidden for %d", async (seconds, hidden) => {
  const aws = anAwsClient<SQSClient>({ ChangeMessageVisibility: () => ({}) });
  await sqsInbox(aws, url).comeBack("receipt", seconds);
  expect(aws.calls[0]?.input).toEqual({ QueueUrl: url, ReceiptHandle: "receipt", VisibilityTimeout: hidden });
});
