import { MailFeedback } from "@ami-refresh/core/app/suspend/mailFeedback.ts";
import { suspend } from "@ami-refresh/core/app/suspend.ts";
import { parse } from "@ami-refresh/core/domain/parse.ts";
import { invoked } from "./invoked.ts";
import { policy } from "./policy.ts";
import { mailFeedbackPorts } from "./ports/mailFeedback.ts";

const ports = mailFeedbackPorts();

/** Takes what SES says of mails that came back, or were marked as spam. */
export const handler = invoked(async (event: unknown) =>
  suspend(ports, policy, parse(MailFeedback, event, "bounce or complaint")),
);
