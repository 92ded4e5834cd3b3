import type { Mailbox } from "./mailbox.ts";
import { physicalName } from "./names.ts";
import { schedulerRole } from "./schedulerRole.ts";
import { watchSchedules } from "./watch.ts";

/** The one-time schedules that say "look again" to a mailbox. */
export const scheduleGroup = new aws.scheduler.ScheduleGroup("LookAgain", { name: physicalName(64) });

watchSchedules("LookAgain", scheduleGroup);

/** The role with which one mailbox's schedules put messages into it. */
export const schedulesOf = (name: string, { queue, deadLetters }: Mailbox) => ({
  group: scheduleGroup,
  role: schedulerRole(`LookAgain${name}`, scheduleGroup, [queue, deadLetters]),
});
export type Schedules = ReturnType<typeof schedulesOf>;
