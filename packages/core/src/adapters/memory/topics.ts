import type { TopicMessage, Topics } from "../../ports.ts";

export function memoryTopics(): Topics & { readonly messages: TopicMessage[] } {
  const messages: TopicMessage[] = [];
  return { messages, publish: async (message) => void messages.push(message) };
}
