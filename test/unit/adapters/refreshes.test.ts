import { autoScalingRefreshes } from "@ami-refresh/core/adapters/aws/refreshes.ts";
import type { Desired } from "@ami-refresh/core/domain/group.ts";
import { Temporal } from "@ami-refresh/core/domain/temporal.ts";
import type { AutoScalingClient } from "@aws-sdk/client-auto-scaling";
import { describe, expect, it } from "vitest";
import { anAwsClient, failing } from "../../support/awsClient.ts";

const desired: Desired = { kind: "launch-template", template: { id: "lt-0123456789abcdef0", version: "7" } };
const plain = { skipMatching: true, autoRollback: true };
const client = anAwsClient<AutoScalingClient>;
const starting = (answer: Parameters<typeof client>[0][string]) =>
  autoScalingRefreshes(client({ StartInstanceRefresh: answer })).start("checkout", desired, plain);

describe("starting a refresh", () => {
  it.each(["InstanceRefreshInProgress", "InstanceRefreshInProgressFault"])("is busy at %s", async (code) => {
    expect(await starting(failing(code))).toEqual({ outcome: "busy" });
  });

  it.each(["ValidationError", "LimitExceededFault"])("is refused at %s, in AWS's words", async (code) => {
    const outcome = await starting(failing(code, "Max one of these."));
    expect(outcome).toEqual({ outcome: "refused", reason: expect.stringMatching(/^Max one of these\. \(\w+\)$/) });
  });

  it("says what to look at in the configuration, where a permission is missing", async () => {
    const words = "You are not authorized to use launch template: lt-1";
    expect(await starting(failing("AccessDenied", words, 403))).toEqual({
      outcome: "refused",
      reason: expect.stringMatching(
        /^You are not authorized to use launch template: lt-1 \(AccessDenied\)\. .*`instanceRoles`/,
      ),
    });
  });

  it.each([
    ["Throttling", 400],
    ["ThrottlingException", 400],
    ["RequestLimitExceeded", 503],
    ["ResourceContentionFault", 500],
    ["ResourceContention", 400],
    ["ServiceUnavailable", 503],
    ["InternalFailure", 500],
    ["ExpiredToken", 403],
  ])("throws %s, to be tried again", async (code, status) => {
    await expect(starting(failing(code, "later", status))).rejects.toThrow("later");
  });

  it("throws what is none of AWS's errors", async () => {
    const broken = () => {
      throw new Error("socket hang up");
    };
    await expect(starting(broken)).rejects.toThrow("socket hang up");
  });

  it("speaks of seconds, and leaves out what the configuration does not say", async () => {
    const aws = client({ StartInstanceRefresh: () => ({ InstanceRefreshId: "r-1" }) });
    const preferences = {
      ...plain,
      minHealthy: 100,
      maxHealthy: 110,
      warmup: Temporal.Duration.from({ minutes: 5 }),
      checkpoints: [20, 100],
      checkpointDelay: Temporal.Duration.from({ hours: 1 }),
      bake: Temporal.Duration.from({ minutes: 15 }),
      alarms: ["errors"],
    };
    await autoScalingRefreshes(aws).start("checkout", desired, preferences);
    await autoScalingRefreshes(aws).start("checkout", desired, plain);
    const [full, bare] = aws.calls.map(({ input }) => JSON.parse(JSON.stringify(input)));
    expect(full).toEqual({
      AutoScalingGroupName: "checkout",
      Strategy: "Rolling",
      DesiredConfiguration: { LaunchTemplate: { LaunchTemplateId: "lt-0123456789abcdef0", Version: "7" } },
      Preferences: {
        MinHealthyPercentage: 100,
        MaxHealthyPercentage: 110,
        InstanceWarmup: 300,
        CheckpointPercentages: [20, 100],
        CheckpointDelay: 3600,
        BakeTime: 900,
        SkipMatching: true,
        AutoRollback: true,
        AlarmSpecification: { Alarms: ["errors"] },
      },
    });
    expect(bare.Preferences).toEqual({ SkipMatching: true, AutoRollback: true });
  });
});

describe("listing refreshes", () => {
  it("reads every page, latest first; one that has not begun is the latest", async () => {
    const refresh = (InstanceRefreshId: string, StartTime?: string) => ({
      InstanceRefreshId,
      Status: StartTime ? "Successful" : "Pending",
      ...(StartTime && { StartTime: new Date(StartTime) }),
    });
    const aws = client({
      DescribeInstanceRefreshes: ({ NextToken }) =>
        NextToken
          ? { InstanceRefreshes: [refresh("newest", "2026-11-24T10:00:00Z"), refresh("pending")] }
          : { InstanceRefreshes: [refresh("oldest", "2026-11-20T10:00:00Z")], NextToken: "2" },
    });
    const ids = (await autoScalingRefreshes(aws).list("checkout")).map(({ refreshId }) => refreshId);
    expect(ids).toEqual(["pending", "newest", "oldest"]);
  });

  it("finds none for a group that is not there, but does not hide other errors", async () => {
    const unknown = "AutoScalingGroup name not found - AutoScalingGroup 'gone' not found";
    const refreshes = (message: string) =>
      autoScalingRefreshes(client({ DescribeInstanceRefreshes: failing("ValidationError", message) }));
    expect(await refreshes(unknown).list("gone")).toEqual([]);
    expect(await refreshes(unknown).describe("gone", "r-1")).toBeUndefined();
    await expect(refreshes("MaxRecords is too large").list("checkout")).rejects.toThrow("MaxRecords");
  });

  it.each([
    ["Failed", "no instance became healthy", undefined, "no instance became healthy"],
    [
      "RollbackSuccessful",
      "Waiting for instances to warm up.",
      "Auto rollback: it failed.",
      "Auto rollback: it failed.",
    ],
    ["RollbackFailed", "No capacity.", "Auto rollback.", "Auto rollback. The rollback failed: No capacity."],
  ])("says of a refresh that is %s what it failed on", async (Status, StatusReason, RollbackReason, reason) => {
    const refresh = { InstanceRefreshId: "r-1", Status, StatusReason };
    const aws = client({
      DescribeInstanceRefreshes: () => ({
        InstanceRefreshes: [{ ...refresh, ...(RollbackReason && { RollbackDetails: { RollbackReason } }) }],
      }),
    });
    expect(await autoScalingRefreshes(aws).describe("checkout", "r-1")).toMatchObject({ status: Status, reason });
  });

  it("tells of a desired configuration that names no template id as of none", async () => {
    const aws = client({
      DescribeInstanceRefreshes: () => ({
        InstanceRefreshes: [
          {
            InstanceRefreshId: "r-1",
            Status: "InProgress",
            PercentageComplete: 0,
            DesiredConfiguration: { LaunchTemplate: { LaunchTemplateName: "by-name", Version: "1" } },
          },
        ],
      }),
    });
    expect(await autoScalingRefreshes(aws).list("checkout")).toEqual([
      { group: "checkout", refreshId: "r-1", status: "InProgress", percent: 0 },
    ]);
  });
});
