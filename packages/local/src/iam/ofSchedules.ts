import type { Wiring } from "../graph/wiring.ts";
import type { Authority } from "./authority.ts";
import { assuming } from "./calls/scheduler.ts";

/**
 * Whether EventBridge Scheduler may do something in a schedule's role: of a role that the graph does not have, an operator
 * has made the schedule, and sees to it
 * (https://docs.aws.amazon.com/scheduler/latest/UserGuide/setting-up.html#setting-up-execution-role).
 */
export const schedulesMay =
  (authority: Authority) =>
  (role: string, action: string, resource: string): boolean => {
    if (!authority.policies.roles.has(role)) return true;
    const [, , , , account = ""] = role.split(":");
    const session = `arn:aws:sts::${account}:assumed-role/${role.split("/").at(-1)}/scheduler`;
    return authority.allows("EventBridge Scheduler", {
      principal: { kind: "role", role, session },
      action,
      resource,
      context: { "aws:PrincipalArn": role },
    });
  };

/** @throws if Scheduler may not assume the role of one of the graph's schedules: it could not be deployed */
export function checkSchedules({ schedules, region, account }: Wiring, authority: Authority): void {
  for (const { name, group, target } of schedules) {
    const groupArn = `arn:aws:scheduler:${region}:${account}:schedule-group/${group}`;
    if (authority.allows("EventBridge Scheduler", assuming(target.roleArn, groupArn, account))) continue;
    throw new Error(
      `${name} cannot be deployed: EventBridge Scheduler cannot assume its role. Let the trust policy of ${target.roleArn} name scheduler.amazonaws.com on behalf of ${groupArn}`,
    );
  }
}
