import type { Authority } from "./authority.ts";

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
