import { delivering } from "./delivering.ts";
import { deliverEmailPorts } from "./ports/deliverEmail.ts";

/** Takes mails out of their queue. */
export const handler = delivering(deliverEmailPorts());
