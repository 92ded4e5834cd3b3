import type { Wiring } from "../../graph/wiring.ts";
import { checkDefinition } from "./checks.ts";
import { timingOf } from "./expression.ts";
import type { Definition, Schedule } from "./model.ts";

/**
 * A schedule of the graph, and how often it fires, in milliseconds.
 * @throws Error where it is not of the form that the local region has a counterpart of
 */
export function deployedSchedule(
  { name, group, expression, timezone, target }: Wiring["schedules"][number],
  arn: string,
  now: number,
): { schedule: Omit<Schedule, "callOff">; every: number } {
  const definition: Definition = {
    Name: name,
    GroupName: group,
    ScheduleExpression: expression,
    ScheduleExpressionTimezone: timezone,
    FlexibleTimeWindow: { Mode: "OFF" },
    Target: {
      Arn: target.arn,
      RoleArn: target.roleArn,
      ...(target.input !== undefined && { Input: target.input }),
      ...(target.deadLetterArn !== undefined && { DeadLetterConfig: { Arn: target.deadLetterArn } }),
    },
  };
  const timing = timingOf(expression, timezone);
  if (timing.kind !== "rate")
    throw new Error(`the schedule ${name} is deployed with ${expression}: only rate() is known`);
  const schedule = { name, group, arn, definition, target: checkDefinition(definition), timing };
  return { schedule: { ...schedule, createdAt: now, modifiedAt: now }, every: timing.every };
}
