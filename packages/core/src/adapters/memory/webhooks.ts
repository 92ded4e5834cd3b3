import type { WebhookMessage, Webhooks } from "../../ports.ts";

export function memoryWebhooks(): Webhooks & { readonly messages: WebhookMessage[] } {
  const messages: WebhookMessage[] = [];
  return {
    messages,
    async post(message) {
      messages.push(message);
      return "taken";
    },
  };
}
