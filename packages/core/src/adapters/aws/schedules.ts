import type { SchedulerClient } from "@aws-sdk/client-scheduler";
import { MailboxMessage } from "../../domain/rollout/messages.ts";
import * as z from "../../domain/zod.ts";
import type { Clock, Schedules } from "../../ports.ts";
import { oneTimeSchedules, scheduleName } from "./oneTimeSchedules.ts";

export interface ScheduleTarget {
  readonly group: string;
  /** With which EventBridge Scheduler puts messages into the mailbox. */
  readonly roleArn: string;
  readonly mailboxArn: string;
  /** Where a message goes that the mailbox did not take. */
  readonly deadLetterArn: string;
}

/** Those that say "look again" to a service's mailbox. */
export function schedulerSchedules(
  client: Pick<SchedulerClient, "send">,
  { group, roleArn, mailboxArn, deadLetterArn }: ScheduleTarget,
  clock: Clock,
): Schedules {
  const schedule = oneTimeSchedules(client, group, clock);
  return {
    async lookAgain(service, family, at) {
      const message = z.encode(MailboxMessage, { kind: "look-again", service, family });
      await schedule({
        name: scheduleName(service.slice(0, 24), at, [service, family]),
        at,
        target: { Arn: mailboxArn, RoleArn: roleArn, DeadLetterConfig: { Arn: deadLetterArn } },
        message,
      });
    },
  };
}
