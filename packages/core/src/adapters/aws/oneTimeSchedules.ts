import { createHash } from "node:crypto";
import { CreateScheduleCommand, type SchedulerClient, type Target } from "@aws-sdk/client-scheduler";
import { Temporal } from "../../domain/temporal.ts";
import type { Clock } from "../../ports.ts";
import { codeOf } from "./errors.ts";

export interface OneTimeSchedule {
  readonly name: string;
  readonly at: Temporal.Instant;
  /** A queue, the role to put messages into it, and where they go if it does not take them. */
  readonly target: Target;
  readonly message: unknown;
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
export function oneTimeSchedules(client: Pick<SchedulerClient, "send">, group: string, clock: Clock) {
  return async ({ name, at, target, message }: OneTimeSchedule): Promise<void> => {
    const earliest = clock.now().add(soonest);
    const time = wholeSecond(Temporal.Instant.compare(at, earliest) < 0 ? earliest : at);
    try {
      await client.send(
        new CreateScheduleCommand({
          Name: name,
          GroupName: group,
          ScheduleExpression: `at(${time.toString().slice(0, 19)})`,
          ScheduleExpressionTimezone: "UTC",
          FlexibleTimeWindow: { Mode: "OFF" },
          ActionAfterCompletion: "DELETE",
          Target: { ...target, Input: JSON.stringify(message) },
        }),
      );
    } catch (error) {
      // It is there already: the same request, made again.
      if (codeOf(error) !== "Conflict") throw error;
    }
  };
}

/** Never before the moment itself. */
const wholeSecond = (at: Temporal.Instant) => at.round({ smallestUnit: "second", roundingMode: "ceil" });

/**
 * One name for one moment and what it is for. At most 64 of A-Z a-z 0-9 - _ . with a `prefix` of 24
 * (https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html).
 */
export function scheduleName(prefix: string, at: Temporal.Instant, what: readonly string[]): string {
  const time = wholeSecond(at).toString().replace(/[-:Z]/g, "");
  const hash = createHash("sha256").update(JSON.stringify([...what, at.toString()]));
  return `${prefix}-${time}-${hash.digest("hex").slice(0, 16)}`;
}
