import type { CreateScheduleInput } from "@aws-sdk/client-scheduler";
import type { Asked, Asks } from "./asks.ts";
import type { Facts } from "./facts.ts";

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoneventbridgescheduler.html */
export const schedulerAsks: Asks<typeof import("@aws-sdk/client-scheduler")> = {
  CreateSchedule: (input, facts) => [onSchedule("CreateSchedule", input, facts), ...withRole(input, facts)],
  UpdateSchedule: (input, facts) => [onSchedule("UpdateSchedule", input, facts), ...withRole(input, facts)],
  DeleteSchedule: (input, facts) => [onSchedule("DeleteSchedule", input, facts)],
  GetSchedule: (input, facts) => [onSchedule("GetSchedule", input, facts)],
  ListSchedules: ({ GroupName = "*" }, facts) => [
    { action: "scheduler:ListSchedules", resource: facts.arn("scheduler", `schedule/${GroupName}/*`), context: {} },
  ],
};

type Named = Pick<CreateScheduleInput, "GroupName" | "Name">;

const onSchedule = (operation: string, { GroupName = "default", Name = "" }: Partial<Named>, facts: Facts): Asked => ({
  action: `scheduler:${operation}`,
  resource: facts.arn("scheduler", `schedule/${GroupName}/${Name}`),
  context: {},
});

const service = "scheduler.amazonaws.com";

/**
 * Whether Scheduler is trusted with a role, on behalf of a schedule group
 * (https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html).
 */
export const assuming = (role: string, group: string, account: string) => ({
  principal: { kind: "service" as const, service },
  action: "sts:AssumeRole",
  resource: role,
  context: { "aws:SourceAccount": account, "aws:SourceArn": group },
});

/** The caller passes the role on, and Scheduler must be trusted with it. */
function withRole(
  { GroupName = "default", Target }: Pick<CreateScheduleInput, "GroupName" | "Target">,
  facts: Facts,
): readonly Asked[] {
  const role = Target?.RoleArn;
  if (role === undefined) return [];
  return [
    { action: "iam:PassRole", resource: role, context: { "iam:PassedToService": service } },
    {
      ...assuming(role, facts.arn("scheduler", `schedule-group/${GroupName}`), facts.account),
      refusal: {
        code: "ValidationException",
        message: "The execution role you provide must allow AWS EventBridge Scheduler to assume the role.",
      },
    },
  ];
}
