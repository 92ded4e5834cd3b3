import { isDeepStrictEqual } from "node:util";
import type { RegionContext } from "../../context.ts";
import { AwsError } from "../../endpoint/operations.ts";
import { checkDefinition } from "./checks.ts";
import { timingOf } from "./expression.ts";
import { existingGroup } from "./groupOperations.ts";
import { type Definition, type Schedule, type Schedules, scheduleKey } from "./model.ts";
import type { Scheduler } from "./scheduler.ts";

type New = Omit<Schedule, "callOff">;

export function scheduleOperations(
  { account, region, clock }: RegionContext,
  { groups, schedules }: Schedules,
  start: (schedule: New) => void,
  stop: (key: string) => void,
): Scheduler["operations"] {
  /** What was made with which token: the same request again is answered as before, and makes nothing. */
  const tokens = new Map<string, { definition: Definition; arn: string }>();

  const existing = (name = "", group = "default"): Schedule => {
    const schedule = schedules.get(scheduleKey(group, name));
    if (!schedule) throw new AwsError("ResourceNotFoundException", `Schedule ${name} does not exist.`, 404);
    return schedule;
  };
  const read = (definition: Definition): New => {
    const target = checkDefinition(definition);
    const group = existingGroup(groups, definition.GroupName).name;
    const name = definition.Name ?? "";
    const timezone = definition.ScheduleExpressionTimezone ?? "UTC";
    return {
      name,
      group,
      arn: `arn:aws:scheduler:${region}:${account}:schedule/${group}/${name}`,
      definition,
      target,
      timing: timingOf(definition.ScheduleExpression ?? "", timezone),
      createdAt: clock.now(),
      modifiedAt: clock.now(),
    };
  };

  return {
    CreateSchedule: ({ ClientToken, ...definition }) => {
      const before = tokens.get(ClientToken ?? "");
      if (before && isDeepStrictEqual(before.definition, definition)) return { ScheduleArn: before.arn };
      const schedule = read(definition);
      if (before || schedules.has(scheduleKey(schedule.group, schedule.name))) {
        throw new AwsError("ConflictException", `Schedule ${schedule.name} already exists.`, 409);
      }
      start(schedule);
      if (ClientToken) tokens.set(ClientToken, { definition, arn: schedule.arn });
      return { ScheduleArn: schedule.arn };
    },

    // Everything that is not told is set to its default
    // (https://docs.aws.amazon.com/scheduler/latest/APIReference/API_UpdateSchedule.html).
    UpdateSchedule: ({ ClientToken: _, ...definition }) => {
      const { createdAt } = existing(definition.Name, definition.GroupName);
      const schedule = { ...read(definition), createdAt };
      stop(scheduleKey(schedule.group, schedule.name));
      start(schedule);
      return { ScheduleArn: schedule.arn };
    },

    GetSchedule: ({ Name, GroupName }) => {
      const { definition, ...schedule } = existing(Name, GroupName);
      return {
        State: "ENABLED" as const,
        ScheduleExpressionTimezone: "UTC",
        ActionAfterCompletion: "NONE" as const,
        ...definition,
        GroupName: schedule.group,
        Arn: schedule.arn,
        CreationDate: new Date(schedule.createdAt),
        LastModificationDate: new Date(schedule.modifiedAt),
      };
    },

    DeleteSchedule: ({ Name, GroupName }) => {
      const schedule = existing(Name, GroupName);
      stop(scheduleKey(schedule.group, schedule.name));
      return {};
    },

    ListSchedules: ({ GroupName, NamePrefix = "", State, MaxResults = 100, NextToken }) => {
      const wanted = [...schedules.values()].filter(
        ({ group, name, definition }) =>
          (GroupName === undefined || group === GroupName) &&
          name.startsWith(NamePrefix) &&
          (State === undefined || (definition.State ?? "ENABLED") === State),
      );
      const from = Number(NextToken ?? 0);
      const to = from + MaxResults;
      return {
        Schedules: wanted.slice(from, to).map(summary),
        ...(to < wanted.length && { NextToken: String(to) }),
      };
    },
  };
}

const summary = ({ arn, name, group, definition, target, createdAt, modifiedAt }: Schedule) => ({
  Arn: arn,
  Name: name,
  GroupName: group,
  State: definition.State ?? ("ENABLED" as const),
  Target: { Arn: target.Arn },
  CreationDate: new Date(createdAt),
  LastModificationDate: new Date(modifiedAt),
});
