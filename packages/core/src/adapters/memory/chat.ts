import type { Chat, ChatMessage, Posted } from "../../ports.ts";

/** A message as it stands, and where. */
export interface StandingMessage extends ChatMessage {
  readonly ts: string;
  /** Of the message that it replies to. */
  readonly threadTs?: string;
  readonly broadcast?: boolean;
}

export function memoryChat(): Chat & { readonly messages: StandingMessage[] } {
  const messages: StandingMessage[] = [];
  const post = (message: ChatMessage, more: Partial<StandingMessage> = {}): Posted => {
    const ts = `1.${String(messages.length + 1).padStart(6, "0")}`;
    messages.push({ ...message, ...more, ts });
    return { channelId: message.channel, ts };
  };
  return {
    messages,
    post: async (message) => post(message),
    update: async ({ ts }, message) => {
      const index = messages.findIndex((one) => one.ts === ts);
      const before = messages[index];
      if (!before) return "gone";
      messages[index] = { ...before, ...message };
      return "updated";
    },
    reply: async ({ ts }, message, { broadcast }) => {
      const there = messages.some((one) => one.ts === ts);
      return post(message, there ? { threadTs: ts, broadcast } : {});
    },
  };
}
