import { deliver } from "@ami-refresh/core/app/deliver.ts";
import { type DigestPorts, tellDigest } from "@ami-refresh/core/app/tellDigest.ts";
import { NotTold } from "@ami-refresh/core/app/tellOnce.ts";
import { Delivery } from "@ami-refresh/core/domain/subscription/delivery.ts";
import { DigestDue } from "@ami-refresh/core/domain/subscription/digestDue.ts";
import * as z from "@ami-refresh/core/domain/zod.ts";
import type { Inbox } from "@ami-refresh/core/ports.ts";
import type { SQSEvent, SQSRecord } from "aws-lambda";
import { batch } from "./batch.ts";
import { required } from "./environment.ts";
import { invoked } from "./invoked.ts";
import { parse } from "./parse.ts";
import { policy } from "./policy.ts";

/** How often the queue hands out a message. */
const receives = Number(required("MAX_RECEIVES"));

/** What lies in the queue of a kind of channel. */
const Message = z.discriminatedUnion("kind", [Delivery, DigestDue]);

type Errands = Readonly<Record<string, (body: unknown) => Promise<void>>>;

/** The handler of a kind of channel: delivers what lies in its queue. `errands`: what else may lie there, by its kind. */
export const delivering = (ports: DigestPorts & { readonly inbox: Inbox }, errands: Errands = {}) =>
  invoked(async (event: SQSEvent) =>
    batch(event, ports.log, async (body, record) => {
      const last = Number(record.attributes.ApproximateReceiveCount) >= receives;
      try {
        const errand = errands[String(Object(body).kind)];
        if (errand) return await errand(body);
        const message = parse(Message, body, "delivery");
        if (message.kind === "digest") await tellDigest(ports, policy, message, { last });
        else await deliver(ports, policy, message, { last });
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
