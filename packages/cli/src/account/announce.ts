import { type EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { asking } from "./answers.ts";

/**
 * Puts a publication on the account's default bus, as somebody who makes images would; answers the event's id.
 * @throws Unanswered also where EventBridge answers that it did not take it, which it does with the status 200
 */
export async function announce(
  client: Pick<EventBridgeClient, "send">,
  publication: { readonly image: string; readonly stage?: string | undefined },
): Promise<string> {
  const { image, stage } = publication;
  const detail = { ImageId: image, ...(stage !== undefined && { Stage: stage }) };
  return asking("events:PutEvents", async () => {
    const entry = { Source: "ami-refresh", DetailType: "Image Published", Detail: JSON.stringify(detail) };
    const { FailedEntryCount = 0, Entries = [] } = await client.send(new PutEventsCommand({ Entries: [entry] }));
    const [{ EventId = "", ErrorCode, ErrorMessage } = {}] = Entries;
    if (FailedEntryCount === 0) return EventId;
    throw Object.assign(new Error(ErrorMessage), { name: ErrorCode, $fault: "client" });
  });
}
