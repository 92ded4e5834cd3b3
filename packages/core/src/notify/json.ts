import type { About } from "../ports.ts";
import type { TeamEvent } from "./describe/index.ts";
import { plain, toPlainText } from "./email/plain.ts";
import type { Message } from "./message.ts";
import { clip } from "./text.ts";

/** What programs are told: who filters by what stands beside the words for people and the event itself. */
export interface JsonForm {
  readonly subject: string;
  readonly severity: Message["severity"];
  /** JSON. */
  readonly body: string;
}

export interface JsonTelling {
  /** Absent: the message is of many. */
  readonly event?: TeamEvent;
  readonly message: Message;
  readonly about: About;
  readonly team: { readonly name: string };
}

/** "Less than 100 characters": https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
const longestSubject = 99;

/** The event's detail is as it was on the bus. */
export function toJson({ event, message, about, team }: JsonTelling): JsonForm {
  const { severity, headline, zone } = message;
  const subject = clip(plain(message.subject, zone).trim(), longestSubject);
  const { eventId: id, event: type, service, environment } = about;
  const told = {
    id,
    type,
    severity,
    team: team.name,
    service,
    environment,
    headline,
    subject,
    text: toPlainText(message),
    event: event?.detail,
  };
  return { subject, severity, body: JSON.stringify(told) };
}
