import { delivering } from "./delivering.ts";
import { deliverWebhookPorts } from "./ports/deliverWebhook.ts";

/** Takes messages for webhooks out of their queue. */
export const handler = delivering(deliverWebhookPorts());
