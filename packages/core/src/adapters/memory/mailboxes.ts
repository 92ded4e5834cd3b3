import type { MailboxMessage } from "../../domain/rollout/messages.ts";
import type { Mailboxes } from "../../ports.ts";

export interface Sending {
  readonly route: string;
  readonly message: MailboxMessage;
}

export function memoryMailboxes(): Mailboxes & { readonly sent: Sending[] } {
  const sent: Sending[] = [];
  return { sent, send: async (route, message) => void sent.push({ route, message }) };
}
