import type { SchedulerClient } from "@aws-sdk/client-scheduler";
import { DigestDue } from "../../domain/subscription/digestDue.ts";
import type { ChannelKind } from "../../domain/subscription.ts";
import * as z from "../../domain/zod.ts";
import type { Clock, DigestSchedules } from "../../ports.ts";
import { oneTimeSchedules, scheduleName } from "./oneTimeSchedules.ts";

export interface DigestTargets {
  readonly group: string;
  readonly roleArn: string;
  /** By kind of channel: the queue of what is to be delivered, and where a message goes that it did not take. */
  readonly queues: Readonly<Partial<Record<ChannelKind, { readonly arn: string; readonly deadLetterArn: string }>>>;
}

export function schedulerDigests(
  client: Pick<SchedulerClient, "send">,
  { group, roleArn, queues }: DigestTargets,
  clock: Clock,
): DigestSchedules {
  const schedule = oneTimeSchedules(client, group, clock);
  return {
    async tell(due) {
      const { id, address } = due.subscription;
      const queue = queues[address.channel];
      if (!queue) throw new Error(`nothing is delivered by ${address.channel} here: deploy again`);
      await schedule({
        name: scheduleName("digest", due.dueAt, [id]),
        at: due.dueAt,
        target: { Arn: queue.arn, RoleArn: roleArn, DeadLetterConfig: { Arn: queue.deadLetterArn } },
        message: z.encode(DigestDue, due),
      });
    },
  };
}
