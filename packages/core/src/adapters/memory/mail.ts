import type { Mail, MailMessage } from "../../ports.ts";

export function memoryMail(): Mail & { readonly messages: MailMessage[] } {
  const messages: MailMessage[] = [];
  return { messages, send: async (message) => void messages.push(message) };
}
