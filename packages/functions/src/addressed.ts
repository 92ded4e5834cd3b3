import { parse } from "@ami-refresh/core/domain/parse.ts";
import type { ServicePolicy } from "@ami-refresh/core/domain/policy.ts";
import { MailboxMessage } from "@ami-refresh/core/domain/rollout/messages.ts";

/**
 * A message from the service's mailbox.
 * @throws if it is none, or is meant for another service or for a family that the service does not follow.
 */
export function addressedTo(service: ServicePolicy, body: unknown): MailboxMessage {
  const message = parse(MailboxMessage, body, "mailbox message");
  if ("service" in message && message.service !== undefined && message.service !== service.name) {
    throw new Error(`the message is for ${message.service}, but this is the mailbox of ${service.name}`);
  }
  if ("family" in message && !service.families.includes(message.family)) {
    const followed = service.families.join(", ");
    throw new Error(`the message is about ${message.family}, but ${service.name} follows ${followed}`);
  }
  return message;
}
