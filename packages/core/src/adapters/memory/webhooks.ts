import type { WebhookMessage, Webhooks } from "../../ports.ts";

export interface MemoryWebhooks extends Webhooks {
  /** Those that were taken. */
  readonly messages: readonly WebhookMessage[];
  /** How whoever listens answers from now on; at first all is taken. */
  answer(answer: "taken" | "gone" | "refused"): void;
}

export function memoryWebhooks(): MemoryWebhooks {
  const messages: WebhookMessage[] = [];
  let answers: "taken" | "gone" | "refused" = "taken";
  return {
    messages,
    answer: (answer) => {
      answers = answer;
    },
    async post(message) {
      if (answers === "refused") throw new Error("it answers 500");
      if (answers === "taken") messages.push(message);
      return answers;
    },
  };
}
