import { schedulerSchedules } from "@ami-refresh/core/adapters/aws/schedules.ts";
import { settableClock } from "@ami-refresh/core/adapters/memory/clock.ts";
import type { SchedulerClient } from "@aws-sdk/client-scheduler";
import { describe, expect, it } from "vitest";
import { anAwsClient, failing } from "../../support/awsClient.ts";
import { at } from "../../support/policy.ts";

const target = {
  group: "look-again",
  roleArn: "arn:aws:iam::123456789012:role/scheduler",
  mailboxArn: "arn:aws:sqs:eu-west-2:123456789012:mailbox",
  deadLetterArn: "arn:aws:sqs:eu-west-2:123456789012:dlq",
};
const now = "2026-11-24T09:00:00.250Z";
const client = anAwsClient<SchedulerClient>;

async function scheduled(...looks: readonly (readonly [service: string, family: string, at: string])[]) {
  const aws = client({ CreateSchedule: () => ({}) });
  const schedules = schedulerSchedules(aws, target, settableClock(now));
  for (const [service, family, time] of looks) await schedules.lookAgain(service, family, at(time));
  return aws.calls.map(({ input }) => input as { Name: string; ScheduleExpression: string });
}

describe("a schedule", () => {
  it("puts the message into the mailbox once, and deletes itself", async () => {
    const [schedule] = await scheduled(["checkout", "base", "2026-11-24T10:00:00Z"]);
    expect(schedule).toEqual({
      Name: expect.stringMatching(/^checkout-20261124T100000-[0-9a-f]{16}$/),
      GroupName: "look-again",
      ScheduleExpression: "at(2026-11-24T10:00:00)",
      ScheduleExpressionTimezone: "UTC",
      FlexibleTimeWindow: { Mode: "OFF" },
      ActionAfterCompletion: "DELETE",
      Target: {
        Arn: target.mailboxArn,
        RoleArn: target.roleArn,
        Input: JSON.stringify({ kind: "look-again", service: "checkout", family: "base" }),
        DeadLetterConfig: { Arn: target.deadLetterArn },
      },
    });
  });

  it("is never early: parts of a second count as a whole one", async () => {
    const [schedule] = await scheduled(["checkout", "base", "2026-11-24T10:00:00.001Z"]);
    expect(schedule?.ScheduleExpression).toBe("at(2026-11-24T10:00:01)");
  });

  it.each(["2026-11-24T08:00:00Z", "2026-11-24T09:00:30Z"])("is a minute away at least: %s", async (time) => {
    const [schedule] = await scheduled(["checkout", "base", time]);
    expect(schedule?.ScheduleExpression).toBe("at(2026-11-24T09:01:01)");
  });

  it("has a name of its own for each service, family and moment", async () => {
    const long = "a-service.with_a-name-of-sixty-four-characters-0123456789-abcdef";
    const schedules = await scheduled(
      [long, "base", "2026-11-24T10:00:00Z"],
      [`${long.slice(0, -1)}g`, "base", "2026-11-24T10:00:00Z"],
      [long, "base-arm", "2026-11-24T10:00:00Z"],
      [long, "base", "2026-11-24T10:00:00.5Z"],
      [long, "base", "2026-11-24T10:00:01Z"],
    );
    const names = schedules.map(({ Name }) => Name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[0-9a-zA-Z-_.]{1,64}$/);
  });

  it("that is there already is what was asked for; all else is an error", async () => {
    const asking = (code: string) =>
      schedulerSchedules(client({ CreateSchedule: failing(code) }), target, settableClock(now)).lookAgain(
        "checkout",
        "base",
        at("2026-11-24T10:00:00Z"),
      );
    await expect(asking("ConflictException")).resolves.toBeUndefined();
    await expect(asking("ThrottlingException")).rejects.toThrow("ThrottlingException");
    await expect(asking("ServiceQuotaExceededException")).rejects.toThrow("ServiceQuotaExceededException");
  });
});
