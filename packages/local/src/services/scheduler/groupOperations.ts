import type { RegionContext } from "../../context.ts";
import { AwsError } from "../../endpoint/operations.ts";
import { checkName } from "./checks.ts";
import type { Group, Schedules } from "./model.ts";
import type { Scheduler } from "./scheduler.ts";

export function groupOperations(
  { clock }: RegionContext,
  { groups, schedules }: Schedules,
  stop: (key: string) => void,
  arnOf: (name: string) => string,
): Scheduler["operations"] {
  const told = ({ name, arn, createdAt }: Group) => ({
    Name: name,
    Arn: arn,
    State: "ACTIVE" as const,
    CreationDate: new Date(createdAt),
    LastModificationDate: new Date(createdAt),
  });

  return {
    CreateScheduleGroup: ({ Name = "" }) => {
      checkName("name", Name);
      if (groups.has(Name)) throw new AwsError("ConflictException", `Schedule group ${Name} already exists.`);
      const arn = arnOf(Name);
      groups.set(Name, { name: Name, arn, createdAt: clock.now() });
      return { ScheduleGroupArn: arn };
    },

    GetScheduleGroup: ({ Name }) => told(existingGroup(groups, Name)),

    ListScheduleGroups: ({ NamePrefix = "" }) => ({
      ScheduleGroups: [...groups.values()].filter(({ name }) => name.startsWith(NamePrefix)).map(told),
    }),

    DeleteScheduleGroup: ({ Name }) => {
      const { name } = existingGroup(groups, Name);
      if (name === "default") throw new AwsError("ValidationException", "Cannot delete the default schedule group.");
      // Its schedules go with it (https://docs.aws.amazon.com/scheduler/latest/APIReference/API_DeleteScheduleGroup.html).
      for (const [key, schedule] of [...schedules]) if (schedule.group === name) stop(key);
      groups.delete(name);
      return {};
    },
  };
}

/** @throws AwsError ResourceNotFoundException */
export function existingGroup(groups: Schedules["groups"], name = "default"): Group {
  const group = groups.get(name);
  if (!group) throw new AwsError("ResourceNotFoundException", `Schedule group ${name} does not exist.`, 404);
  return group;
}
