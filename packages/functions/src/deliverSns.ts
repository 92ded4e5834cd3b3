import { delivering } from "./delivering.ts";
import { deliverSnsPorts } from "./ports/deliverSns.ts";

/** Takes messages for SNS topics out of their queue. */
export const handler = delivering(deliverSnsPorts());
