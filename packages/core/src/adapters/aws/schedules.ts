import { createHash } from "node:crypto";
import { CreateScheduleCommand, type SchedulerClient } from "@aws-sdk/client-scheduler";
import { MailboxMessage } from "../../domain/rollout/messages.ts";
import { Temporal } from "../../domain/temporal.ts";
import * as z from "../../domain/zod.ts";
import type { Clock, Schedules } from "../../ports.ts";
import { codeOf } from "./errors.ts";

export interface ScheduleTarget {
  readonly group: string;
  /** With which EventBridge Scheduler puts messages into the mailbox. */
  readonly roleArn: string;
  readonly mailboxArn: string;
  /** Where a message goes that the mailbox did not take. */
  readonly deadLetterArn: string;
}

/**
 * Scheduler is as precise as a minute (https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html), and
 * what it does with a time that has passed is not documented: nothing is asked for sooner than in a minute.
 */
const soonest = { minutes: 1 };

/**
 * One-time schedules that delete themselves: a completed one would count against the quota, and stand in the way of
 * another of its name. No client token: Scheduler would take the same request for done when its schedule has fired.
 */
export function schedulerSchedules(
  client: Pick<SchedulerClient, "send">,
  { group, roleArn, mailboxArn, deadLetterArn }: ScheduleTarget,
  clock: Clock,
): Schedules {
  return {
    async lookAgain(service, family, at) {
      const message = z.encode(MailboxMessage, { kind: "look-again", service, family });
      const earliest = clock.now().add(soonest);
      const time = wholeSecond(Temporal.Instant.compare(at, earliest) < 0 ? earliest : at);
      try {
        await client.send(
          new CreateScheduleCommand({
            Name: nameOf(service, family, at),
            GroupName: group,
            ScheduleExpression: `at(${time.toString().slice(0, 19)})`,
            ScheduleExpressionTimezone: "UTC",
            FlexibleTimeWindow: { Mode: "OFF" },
            ActionAfterCompletion: "DELETE",
            Target: {
              Arn: mailboxArn,
              RoleArn: roleArn,
              Input: JSON.stringify(message),
              DeadLetterConfig: { Arn: deadLetterArn },
            },
          }),
        );
      } catch (error) {
        // It is there already: the same request, made again.
        if (codeOf(error) !== "Conflict") throw error;
      }
    },
  };
}

/** Never before the moment itself. */
const wholeSecond = (at: Temporal.Instant) => at.round({ smallestUnit: "second", roundingMode: "ceil" });

/** At most 64 of A-Z a-z 0-9 - _ . (https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html). */
function nameOf(service: string, family: string, at: Temporal.Instant): string {
  const time = wholeSecond(at).toString().replace(/[-:Z]/g, "");
  const hash = createHash("sha256").update(JSON.stringify([service, family, at.toString()]));
  return `${service.slice(0, 24)}-${time}-${hash.digest("hex").slice(0, 16)}`;
}
