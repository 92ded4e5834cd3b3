import { deliver } from "@ami-refresh/core/app/deliver.ts";
import type { DigestPorts } from "@ami-refresh/core/app/tellDigest.ts";
import { NotTold } from "@ami-refresh/core/app/tellOnce.ts";
import type { Opened } from "@ami-refresh/core/channels/given.ts";
import { Malformed, parse } from "@ami-refresh/core/domain/parse.ts";
import { comesBackAfter } from "@ami-refresh/core/domain/subscription/comesBackAfter.ts";
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
    // The last time it is to reach the dead-letter queue; what is no message now will not be one soon.
    if (!last && !(error instanceof Malformed)) await postpone(ports, record, error);
    throw error;
  }
}

/** Has it come back when it is to be tried again. The queue itself would take as long as a function may run. */
async function postpone(
  { inbox, log }: Ports,
  { receiptHandle, attributes }: SQSRecord,
  error: unknown,
): Promise<void> {
  const retryAfter = error instanceof NotTold ? error.retryAfter : undefined;
  try {
    await inbox.comeBack(receiptHandle, comesBackAfter(Number(attributes.ApproximateReceiveCount), retryAfter));
  } catch (reason) {
    log.warn(`a message comes back when its queue says so: ${reason}`);
  }
}
