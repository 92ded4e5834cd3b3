import { type EventBridgeClient, PutEventsCommand, type PutEventsRequestEntry } from "@aws-sdk/client-eventbridge";
import { eventSource } from "../../events.ts";
import type { Bus } from "../../ports.ts";
import { encodeEvent } from "./domainEvent.ts";

/**
 * How many entries one PutEvents takes, and how many bytes with some to spare for what goes with them
 * (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html).
 */
const entriesAtOnce = 10;
const bytesAtOnce = 250_000;

export function eventBridgeBus(client: Pick<EventBridgeClient, "send">, busName: string): Bus {
  return {
    async put(events) {
      const entries = events.map((event): PutEventsRequestEntry => {
        const { type, detail } = encodeEvent(event);
        return {
          EventBusName: busName,
          Source: eventSource,
          DetailType: type,
          Detail: JSON.stringify(detail),
          Time: new Date(event.detail.at.epochMilliseconds),
        };
      });
      for (const some of batches(entries)) await putEntries(client, some);
    },
  };
}

function batches(entries: readonly PutEventsRequestEntry[]): PutEventsRequestEntry[][] {
  const made: PutEventsRequestEntry[][] = [];
  let bytes = 0;
  for (const entry of entries) {
    const size = Buffer.byteLength(entry.Detail ?? "");
    const batch = made.at(-1);
    if (batch && batch.length < entriesAtOnce && bytes + size <= bytesAtOnce) {
      batch.push(entry);
      bytes += size;
    } else {
      made.push([entry]);
      bytes = size;
    }
  }
  return made;
}

/** PutEvents answers 200 whether or not it took the entries. */
async function putEntries(client: Pick<EventBridgeClient, "send">, entries: PutEventsRequestEntry[]): Promise<void> {
  const { FailedEntryCount = 0, Entries = [] } = await client.send(new PutEventsCommand({ Entries: entries }));
  if (FailedEntryCount === 0) return;
  const reasons = Entries.flatMap(({ ErrorCode, ErrorMessage }, i) =>
    ErrorCode ? [`${entries[i]?.DetailType}: ${ErrorMessage} (${ErrorCode})`] : [],
  );
  throw new Error(`EventBridge did not take ${FailedEntryCount} of ${entries.length} events: ${reasons.join("; ")}`);
}
