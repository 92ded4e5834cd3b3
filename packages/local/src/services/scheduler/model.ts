import type { CreateScheduleInput } from "@aws-sdk/client-scheduler";
import type { Timing } from "./expression.ts";

/** What was asked for. */
export type Definition = Omit<CreateScheduleInput, "ClientToken">;
export type Target = NonNullable<Definition["Target"]>;

/** Times are epoch milliseconds, simulated. */
export interface Schedule {
  readonly name: string;
  readonly group: string;
  readonly arn: string;
  readonly definition: Definition;
  readonly target: Target;
  readonly timing: Timing;
  readonly createdAt: number;
  readonly modifiedAt: number;
  /** Calls off the next time that it fires. */
  readonly callOff: () => void;
}

export interface Group {
  readonly name: string;
  readonly arn: string;
  readonly createdAt: number;
}

export interface Schedules {
  /** By name. */
  readonly groups: Map<string, Group>;
  /** By `group/name`. */
  readonly schedules: Map<string, Schedule>;
}

export const scheduleKey = (group: string, name: string) => `${group}/${name}`;
