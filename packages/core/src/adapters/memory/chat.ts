import type { Chat, ChatMessage } from "../../ports.ts";

export function memoryChat(): Chat & { readonly messages: ChatMessage[] } {
  const messages: ChatMessage[] = [];
  return { messages, post: async (message) => void messages.push(message) };
}
