import type { Message } from "../message.ts";
import { clip } from "../text.ts";
import { toHtml } from "./html.ts";
import { plain, toPlainText } from "./plain.ts";

export interface EmailForm {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

/** A subject line that no phone shows in full helps nobody, and a header may hold 998 characters at most (RFC 5322). */
const longestSubject = 180;

/** `manage`: where its reader says what they are told; absent: nowhere. */
export function toEmail(message: Message, manage?: string): EmailForm {
  return {
    subject: clip(plain(message.subject, message.zone).trim(), longestSubject),
    html: toHtml(message, manage),
    text: toPlainText(message, manage),
  };
}
