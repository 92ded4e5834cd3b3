import type { SimulatedClock } from "../../clock.ts";
import type { RegionContext } from "../../context.ts";
import type { Operations } from "../../endpoint/operations.ts";
import type { Wiring } from "../../graph/wiring.ts";
import { deployedSchedule } from "./deployed.ts";
import { type FiringOptions, fireWith } from "./firing.ts";
import { groupOperations } from "./groupOperations.ts";
import { type Group, type Schedule, type Schedules, scheduleKey } from "./model.ts";
import { scheduleOperations } from "./scheduleOperations.ts";

export interface SchedulerOptions extends Omit<FiringOptions, "context"> {
  readonly context: RegionContext;
  readonly groups: Wiring["scheduleGroups"];
  /** The graph's own schedules: they are no reason for a fast clock to go on. */
  readonly deployed: { readonly schedules: Wiring["schedules"]; readonly every: SimulatedClock["every"] };
}

export interface Scheduler {
  readonly operations: Operations<typeof import("@aws-sdk/client-scheduler")>;
  /** The schedules that there are, with when they fire next: ISO 8601. */
  upcoming(): readonly { readonly group: string; readonly name: string; readonly at: string }[];
}

/** EventBridge Scheduler: one-time and rate schedules in the graph's groups, the default group and callers' own. */
export function scheduler({ context, groups, deployed, ...targets }: SchedulerOptions): Scheduler {
  const { account, region, clock } = context;
  const groupArn = (name: string) => `arn:aws:scheduler:${region}:${account}:schedule-group/${name}`;
  const given: Group[] = [{ name: "default", arn: groupArn("default") }, ...groups].map((group) => ({
    ...group,
    createdAt: clock.now(),
  }));
  const known: Schedules = { groups: new Map(given.map((group) => [group.name, group])), schedules: new Map() };
  const fire = fireWith({ context, ...targets });
  const next = new Map<string, number>();

  const keep = (schedule: Omit<Schedule, "callOff">, time: number): void => {
    const key = scheduleKey(schedule.group, schedule.name);
    next.set(key, time);
    known.schedules.set(key, { ...schedule, callOff: clock.at(time, () => due(key, time)) });
  };

  function due(key: string, time: number): void {
    next.delete(key);
    const schedule = known.schedules.get(key);
    if (!schedule) return;
    const { timing, definition } = schedule;
    if (timing.kind === "rate") keep(schedule, time + timing.every);
    if (definition.State === "DISABLED") return;
    fire(schedule, time);
    if (timing.kind === "once" && definition.ActionAfterCompletion === "DELETE") known.schedules.delete(key);
  }

  for (const wired of deployed.schedules) {
    const arn = `arn:aws:scheduler:${region}:${account}:schedule/${wired.group}/${wired.name}`;
    const { schedule, every } = deployedSchedule(wired, arn, clock.now());
    const callOff = deployed.every(every, (time) => fire(schedule, time));
    known.schedules.set(scheduleKey(schedule.group, schedule.name), { ...schedule, callOff });
  }

  const firstTime = ({ group, name, timing, definition }: Omit<Schedule, "callOff">): number => {
    const now = clock.now();
    if (timing.kind === "rate") return Math.max(now, definition.StartDate?.getTime() ?? now + timing.every);
    if (timing.at < now) {
      context.log({
        level: "warn",
        from: "scheduler",
        message: `schedule ${group}/${name} is for a time that has passed, ${new Date(timing.at).toISOString()}: it fires at once here; what AWS does is not documented`,
      });
    }
    return Math.max(now, timing.at);
  };
  const stop = (key: string): void => {
    known.schedules.get(key)?.callOff();
    known.schedules.delete(key);
    next.delete(key);
  };

  return {
    operations: {
      ...groupOperations(context, known, stop, groupArn),
      ...scheduleOperations(context, known, (schedule) => keep(schedule, firstTime(schedule)), stop),
    },
    upcoming: () =>
      [...known.schedules].flatMap(([key, { group, name }]) => {
        const time = next.get(key);
        return time === undefined ? [] : [{ group, name, at: new Date(time).toISOString() }];
      }),
  };
}
