import { delivering } from "./delivering.ts";
import { deliverSlackPorts } from "./ports/deliverSlack.ts";

/** Takes messages for Slack out of their queue. */
export const handler = delivering(deliverSlackPorts());
