import { MailboxMessage } from "../../domain/rollout/messages.ts";
import * as z from "../../domain/zod.ts";
import type { SlackForm } from "../../notify/slack.ts";
import type { Mailboxes, Route, Sent } from "../../ports.ts";
import type { Sendable } from "../operate.ts";

/** Called before anything is changed, with the answer that tells of it, and with the message that changes it where it is one. */
export type Before = (answer: SlackForm, sendable?: Pick<Sendable, "route" | "message">) => Promise<void>;

/** Does what somebody wants, and answers it. */
type Work = (before: Before) => Promise<SlackForm>;

/** What is kept of what somebody did in Slack: before it is done, so that its answer is that of the first try, and after. */
interface Kept {
  readonly answer: SlackForm;
  readonly isDone: boolean;
  readonly sends?: { readonly route: Route; readonly message: unknown };
}

/**
 * Has the work done and answers it. Where an earlier try did not come to its end, what it had set out to do is done again,
 * which is the same (a message says when it was said, a change of subscriptions what is to be), and what it was to answer is
 * answered: worked out anew, the same wish would change nothing, or find something else that waits.
 */
export async function once(
  { sent, mailboxes }: { readonly sent: Sent; readonly mailboxes: Mailboxes },
  key: string,
  work: Work,
): Promise<SlackForm> {
  const text = await sent.kept(key);
  const kept = text === undefined ? undefined : (JSON.parse(text) as Kept);
  if (kept?.isDone) return kept.answer;
  const keep = (what: Kept) => sent.keep(key, JSON.stringify(what));
  const answer = kept
    ? await again(mailboxes, kept, work)
    : await work(async (first, sendable) => {
        const sends = sendable && { route: sendable.route, message: z.encode(MailboxMessage, sendable.message) };
        await keep({ answer: first, isDone: false, ...(sends && { sends }) });
      });
  await keep({ answer, isDone: true });
  return answer;
}

async function again(mailboxes: Mailboxes, { answer, sends }: Kept, work: Work): Promise<SlackForm> {
  if (sends) await mailboxes.send(sends.route, MailboxMessage.parse(sends.message));
  else await work(async () => {});
  return answer;
}
