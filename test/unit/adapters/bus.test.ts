import { eventBridgeBus } from "@ami-refresh/core/adapters/aws/bus.ts";
import type { DomainEvent } from "@ami-refresh/core/events.ts";
import type { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { describe, expect, it } from "vitest";
import { anAwsClient } from "../../support/awsClient.ts";
import { at } from "../../support/policy.ts";

const client = anAwsClient<EventBridgeClient>;
const rejected = (id: string, reason = "a stranger's"): DomainEvent => ({
  type: "image.rejected",
  detail: { id, at: at("2026-11-24T10:00:00Z"), imageId: "ami-1", rule: "owner", reason },
});
const entriesOf = (input: Readonly<Record<string, unknown>>) => input.Entries as { Detail: string }[];

describe("the bus", () => {
  it("takes ten events at once, in order", async () => {
    const aws = client({ PutEvents: (input) => ({ FailedEntryCount: 0, Entries: entriesOf(input).map(() => ({})) }) });
    const ids = Array.from({ length: 21 }, (_, i) => `event-${i}`);
    await eventBridgeBus(aws, "Domain").put(ids.map((id) => rejected(id)));
    expect(aws.calls.map(({ input }) => entriesOf(input).length)).toEqual([10, 10, 1]);
    const put = aws.calls.flatMap(({ input }) => entriesOf(input)).map(({ Detail }) => JSON.parse(Detail).id);
    expect(put).toEqual(ids);
    expect(entriesOf(aws.calls[0]?.input ?? {})[0]).toMatchObject({
      EventBusName: "Domain",
      Source: "ami-refresh",
      DetailType: "image.rejected",
      Time: new Date("2026-11-24T10:00:00Z"),
    });
  });

  it("takes fewer at once where they are large", async () => {
    const aws = client({ PutEvents: () => ({ FailedEntryCount: 0 }) });
    const long = "\u00e9".repeat(50_000);
    await eventBridgeBus(aws, "Domain").put(["a", "b", "c", "d"].map((id) => rejected(id, long)));
    expect(aws.calls.map(({ input }) => entriesOf(input).length)).toEqual([2, 2]);
  });

  it("says which events EventBridge did not take, although it answered 200", async () => {
    const aws = client({
      PutEvents: () => ({
        FailedEntryCount: 1,
        Entries: [{ EventId: "1" }, { ErrorCode: "ThrottlingException", ErrorMessage: "slower" }],
      }),
    });
    await expect(eventBridgeBus(aws, "Domain").put([rejected("a"), rejected("b")])).rejects.toThrow(
      "EventBridge did not take 1 of 2 events: image.rejected: slower (ThrottlingException)",
    );
  });
});
