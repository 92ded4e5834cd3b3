import type { ServiceFootprint } from "../packages/core/src/domain/footprint.ts";
import { mailboxes } from "./channels.ts";
import { deadLetterQueue } from "./deadLetters.ts";
import { admit, narrow } from "./queuePolicy.ts";

export interface Mailbox {
  readonly queue: sst.aws.Queue;
  readonly deadLetters: sst.aws.Queue;
}

/** The service's queue, fed by the topic with what is routed to the service, to one of its families, or to all. */
export function mailboxOf(name: string, service: ServiceFootprint): Mailbox {
  const deadLetters = deadLetterQueue(`Dlq${name}`);
  const queue = new sst.aws.Queue(`Mailbox${name}`, {
    visibilityTimeout: "6 minutes",
    dlq: { queue: deadLetters.arn, retry: 5 },
  });
  const topic = { service: "sns.amazonaws.com", arn: mailboxes.arn } as const;
  narrow(`MailboxesSubscriber${name}Policy`, queue, [topic]);
  mailboxes.subscribeQueue(name, queue, {
    filter: { route: [...service.families.map((family) => `family:${family}`), `service:${service.name}`, "all"] },
    transform: {
      subscription: {
        rawMessageDelivery: true,
        filterPolicyScope: "MessageAttributes",
        redrivePolicy: $jsonStringify({ deadLetterTargetArn: deadLetters.arn }),
      },
    },
  });
  admit(`Dlq${name}Policy`, deadLetters, [topic]);
  return { queue, deadLetters };
}
