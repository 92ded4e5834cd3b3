import { askToConfirm } from "@ami-refresh/core/app/askToConfirm.ts";
import { Confirmation } from "@ami-refresh/core/domain/subscription/confirmation.ts";
import { delivering } from "./delivering.ts";
import { parse } from "./parse.ts";
import { deliverEmailPorts } from "./ports/deliverEmail.ts";

const ports = deliverEmailPorts();

/** Takes mails out of their queue. */
export const handler = delivering(ports, {
  confirm: (body) => askToConfirm(ports, parse(Confirmation, body, "confirmation")),
});
