import { deliver } from "@ami-refresh/core/app/deliver.ts";
import type { DigestPorts } from "@ami-refresh/core/app/tellDigest.ts";
import { NotTold } from "@ami-refresh/core/app/tellOnce.ts";
import type { Opened } from "@ami-refresh/core/channels/given.ts";
import { parse } from "@ami-refresh/core/domain/parse.ts";
import { Delivery } from "@ami-refresh/core/domain/subscription/delivery.ts";
import { DigestDue } from "@ami-refresh/core/domain/subscription/digestDue.ts";
import * as z from "@ami-refresh/core/domain/zod.ts";
import type { Inbox } from "@ami-refresh/core/ports.ts";
import type { SQSEvent, SQSRecord } from "aws-lambda";
import { batch } from "./batch.ts";
import { required } from "./environment.ts";
import { invoked } from "./invoked.ts";
import { policy } from "./policy.ts";

/** How often the queue hands out a message. */
const receives = Number(required("MAX_RECEIVES"));

/** What lies in the queue of a kind of channel. */
const Message = z.discriminatedUnion("kind", [Delivery, DigestDue]);

interface Ports extends DigestPorts {
  readonly inbox: Inbox;
  readonly channel: Opened;
}

/** The handler of a kind of channel: delivers what lies in its queue. */
export const delivering = (ports: Ports) =>
  invoked(async (event: SQSEvent) =>
    batch(event, ports.log, (body, record) => take(ports, body, record), { atOnce: ports.channel.atOnce }),
  );

async function take(ports: Ports, body: unknown, record: SQSRecord): Promise<void> {
  const last = Number(record.attributes.ApproximateReceiveCount) >= receives;
  try {
    const { errands = {} } = ports.channel;
    const kind = String(Object(body).kind);
    const errand = Object.hasOwn(errands, kind) ? errands[kind] : undefined;
    if (errand) return await errand(policy, body);
    const message = parse(Message, body, "delivery");
    if (message.kind === "event") await deliver(ports, policy, message, { last });
    // Loaded when the first is due: most of what is told is told at once.
    else await (await import("@ami-refresh/core/app/tellDigest.ts")).tellDigest(ports, policy, message, { last });
  } catch (error) {
    await postpone(ports.inbox, record, error);
    throw error;
  }
}

/** Where the channel has said when to try again, the message comes back then; each time it fails, that much later. */
async function postpone(inbox: Inbox, { receiptHandle, attributes }: SQSRecord, error: unknown): Promise<void> {
  if (!(error instanceof NotTold) || error.retryAfter === undefined) return;
  await inbox.comeBack(receiptHandle, error.retryAfter * Number(attributes.ApproximateReceiveCount));
}
