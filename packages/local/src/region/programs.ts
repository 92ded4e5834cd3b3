import { z } from "zod";
import { jsonOf } from "../picture/program.ts";
import type { Notification } from "../services/sns/model.ts";
import type { PostedToWebhook } from "../services/webhooks.ts";
import type { ProgramView } from "../view.ts";

/** What was published to topics and posted to webhooks, in the order in which it was sent. */
export function programViews(
  published: readonly Notification[],
  posted: readonly PostedToWebhook[],
): readonly ProgramView[] {
  return [...published.map(fromTopic), ...posted.map(fromWebhook)].sort((a, b) =>
    a.at < b.at ? -1 : a.at > b.at ? 1 : 0,
  );
}

function fromTopic({ id, topicArn, message, subject = "", attributes, publishedAt }: Notification): ProgramView {
  const headers = Object.entries(attributes).map(([name, { StringValue, BinaryValue = new Uint8Array() }]) => ({
    name,
    value: StringValue ?? Buffer.from(BinaryValue).toString("base64"),
  }));
  return { id, channel: "sns", to: topicArn, at: iso(publishedAt), subject, status: null, headers, body: message };
}

/** Said of the way to the region itself: whoever listens would be told another host. */
const ofTheWay: ReadonlySet<string> = new Set(["host", "connection"]);

function fromWebhook({ url, at, headers, body, status }: PostedToWebhook, index: number): ProgramView {
  return {
    // The same message may have been posted several times.
    id: `webhook-${index + 1}`,
    channel: "webhook",
    to: url,
    at: iso(at),
    subject: Subject.safeParse(jsonOf(body)).data?.subject ?? "",
    status,
    headers: Object.entries(headers).flatMap(([name, value]) =>
      ofTheWay.has(name) ? [] : [{ name, value: String(value) }],
    ),
    body,
  };
}

const Subject = z.object({ subject: z.string() });

const iso = (time: number) => new Date(time).toISOString();
