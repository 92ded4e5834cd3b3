import { type EventBridgeClient, PutEventsCommand, type PutEventsRequestEntry } from "@aws-sdk/client-eventbridge";
import { eventSource } from "../../events.ts";
import type { Bus } from "../../ports.ts";
import { encodeEvent } from "./domainEvent.ts";
import { chunks } from "./pages.ts";

/** Entries that one PutEvents takes (https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html). */
const entriesAtOnce = 10;

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
      for (const some of chunks(entries, entriesAtOnce)) await putEntries(client, some);
    },
  };
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
