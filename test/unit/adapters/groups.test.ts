import { autoScalingGroups } from "@ami-refresh/core/adapters/aws/groups.ts";
import type { AutoScalingClient } from "@aws-sdk/client-auto-scaling";
import { describe, expect, it } from "vitest";
import { anAwsClient, failing } from "../../support/awsClient.ts";
import { at } from "../../support/policy.ts";

const client = anAwsClient<AutoScalingClient>;
const group = (AutoScalingGroupName: string) => ({ AutoScalingGroupName });

describe("finding groups", () => {
  it("asks for every tag at once, reads every page, and sorts", async () => {
    const aws = client({
      DescribeAutoScalingGroups: ({ NextToken }) =>
        NextToken ? { AutoScalingGroups: [group("a")] } : { AutoScalingGroups: [group("b")], NextToken: "2" },
    });
    const tags = { Service: "checkout", Environment: "staging" };
    expect(await autoScalingGroups(aws).find({ by: "tags", tags })).toEqual(["a", "b"]);
    expect(aws.calls[0]?.input).toMatchObject({
      Filters: [
        { Name: "tag:Service", Values: ["checkout"] },
        { Name: "tag:Environment", Values: ["staging"] },
      ],
    });
    expect(aws.calls.map(({ input }) => input.NextToken)).toEqual([undefined, "2"]);
  });

  it("asks for no more names at once than AWS takes", async () => {
    const aws = client({
      DescribeAutoScalingGroups: ({ AutoScalingGroupNames }) => ({
        AutoScalingGroups: (AutoScalingGroupNames as string[]).map(group),
      }),
    });
    const names = Array.from({ length: 201 }, (_, i) => `group-${String(i).padStart(3, "0")}`);
    expect(await autoScalingGroups(aws).find({ by: "name", names })).toEqual(names);
    expect(aws.calls.map(({ input }) => (input.AutoScalingGroupNames as string[]).length)).toEqual([100, 100, 1]);
  });

  it("passes over a group that is being deleted", async () => {
    const going = { ...group("going"), Status: "Delete in progress" };
    const aws = client({ DescribeAutoScalingGroups: () => ({ AutoScalingGroups: [going, group("staying")] }) });
    expect(await autoScalingGroups(aws).find({ by: "name", names: ["going", "staying"] })).toEqual(["staying"]);
  });

  it("finds nothing, and not everything, where nothing is selected", async () => {
    const aws = client({});
    expect(await autoScalingGroups(aws).find({ by: "name", names: [] })).toEqual([]);
    expect(await autoScalingGroups(aws).find({ by: "tags", tags: {} })).toEqual([]);
    expect(aws.calls).toEqual([]);
  });
});

describe("describing a group", () => {
  it("counts no instance that is on its way out", async () => {
    const instance = (InstanceId: string, LifecycleState: string) => ({
      InstanceId,
      LifecycleState,
      LaunchTemplate: { LaunchTemplateId: "lt-0123456789abcdef0", Version: "1" },
    });
    const aws = client({
      DescribeAutoScalingGroups: () => ({
        AutoScalingGroups: [
          {
            AutoScalingGroupName: "checkout",
            LaunchTemplate: { LaunchTemplateId: "lt-0123456789abcdef0", Version: "2" },
            MinSize: 1,
            MaxSize: 4,
            DesiredCapacity: 2,
            Tags: [{ Key: "Service", Value: "checkout" }],
            SuspendedProcesses: [{ ProcessName: "Launch" }],
            Instances: [
              instance("i-1", "InService"),
              instance("i-2", "Terminating:Wait"),
              instance("i-3", "Terminated"),
              { InstanceId: "i-4", LifecycleState: "Standby" },
            ],
          },
        ],
      }),
    });
    expect(await autoScalingGroups(aws).describe("checkout")).toEqual({
      name: "checkout",
      tags: { Service: "checkout" },
      minSize: 1,
      maxSize: 4,
      desiredCapacity: 2,
      suspendedProcesses: ["Launch"],
      launch: { kind: "launch-template", template: { id: "lt-0123456789abcdef0", version: "2" } },
      instances: [{ id: "i-1", template: { id: "lt-0123456789abcdef0", version: "1" } }, { id: "i-4" }],
    });
  });
});

describe("failed activities", () => {
  const activity = (time: string, StatusCode: string, more: object = {}) => ({
    StartTime: new Date(time),
    StatusCode,
    Description: `at ${time}`,
    ...more,
  });

  it("are those begun since then, page after page and no page further", async () => {
    const aws = client({
      DescribeScalingActivities: ({ NextToken }) => {
        if (NextToken === "3") throw new Error("read on");
        return NextToken
          ? {
              Activities: [activity("2026-11-24T09:00:00Z", "Failed"), activity("2026-11-24T08:59:59Z", "Failed")],
              NextToken: "3",
            }
          : {
              Activities: [
                activity("2026-11-24T11:00:00Z", "Failed", { StatusMessage: "no capacity" }),
                activity("2026-11-24T10:00:00Z", "Successful"),
              ],
              NextToken: "2",
            };
      },
    });
    expect(await autoScalingGroups(aws).failedActivities("checkout", at("2026-11-24T09:00:00Z"))).toEqual([
      { at: at("2026-11-24T11:00:00Z"), description: "at 2026-11-24T11:00:00Z", message: "no capacity" },
      { at: at("2026-11-24T09:00:00Z"), description: "at 2026-11-24T09:00:00Z" },
    ]);
  });

  it("are none for a group that is not there", async () => {
    const message = "AutoScalingGroup name not found - AutoScalingGroup 'gone' not found";
    const aws = client({ DescribeScalingActivities: failing("ValidationError", message) });
    expect(await autoScalingGroups(aws).failedActivities("gone", at("2026-11-24T09:00:00Z"))).toEqual([]);
  });
});
