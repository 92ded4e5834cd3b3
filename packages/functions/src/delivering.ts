import { type DeliverPorts, deliver, NotTold } from "@ami-refresh/core/app/deliver.ts";
import { Delivery } from "@ami-refresh/core/domain/subscription/delivery.ts";
import type { Inbox } from "@ami-refresh/core/ports.ts";
import type { SQSEvent, SQSRecord } from "aws-lambda";
import { batch } from "./batch.ts";
import { required } from "./environment.ts";
import { invoked } from "./invoked.ts";
import { parse } from "./parse.ts";
import { policy } from "./policy.ts";

/** How often the queue hands out a message. */
const receives = Number(required("MAX_RECEIVES"));

/** The handler of a kind of channel: delivers what lies in its queue. */
export const delivering = (ports: DeliverPorts & { readonly inbox: Inbox }) =>
  invoked(async (event: SQSEvent) =>
    batch(event, ports.log, async (body, record) => {
      const last = Number(record.attributes.ApproximateReceiveCount) >= receives;
      try {
        await deliver(ports, policy, parse(Delivery, body, "delivery"), { last });
      } catch (error) {
        await postpone(ports.inbox, record, error);
        throw error;
      }
    }),
  );

/** Where the channel has said when to try again, the message comes back then; each time it fails, that much later. */
async function postpone(inbox: Inbox, { receiptHandle, attributes }: SQSRecord, error: unknown): Promise<void> {
  if (!(error instanceof NotTold) || error.retryAfter === undefined) return;
  await inbox.comeBack(receiptHandle, error.retryAfter * Number(attributes.ApproximateReceiveCount));
}
