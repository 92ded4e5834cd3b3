import {
  type AutoScalingClient,
  type AutoScalingGroup,
  DescribeAutoScalingGroupsCommand,
  DescribeScalingActivitiesCommand,
  type Instance,
} from "@aws-sdk/client-auto-scaling";
import type { Group, GroupInstance } from "../../domain/group.ts";
import type { GroupSelector } from "../../domain/policy.ts";
import { Temporal } from "../../domain/temporal.ts";
import type { FailedActivity, Groups } from "../../ports.ts";
import { launchOf, templateRef } from "./launch.ts";
import { chunks, pages } from "./pages.ts";
import { isUnknownGroup } from "./unknownGroup.ts";

type Client = Pick<AutoScalingClient, "send">;

/** The most groups that one page holds, and the most names that one call takes. */
const pageSize = 100;

export function autoScalingGroups(client: Client): Groups {
  return {
    async find(selector) {
      const names: string[] = [];
      for (const request of requestsFor(selector)) {
        for (const group of await describeGroups(client, { ...request, IncludeInstances: false })) {
          if (group.AutoScalingGroupName) names.push(group.AutoScalingGroupName);
        }
      }
      return names.sort();
    },
    async describe(name) {
      const [group] = await describeGroups(client, { AutoScalingGroupNames: [name] });
      return group && groupOf(name, group);
    },
    failedActivities: (name, since) => failedActivities(client, name, since),
  };
}

type GroupRequest = ConstructorParameters<typeof DescribeAutoScalingGroupsCommand>[0];

/** A request without names and filters would find every group of the account: there is none for nothing. */
function requestsFor(selector: GroupSelector): GroupRequest[] {
  if (selector.by === "name") {
    return chunks([...new Set(selector.names)], pageSize).map((names) => ({ AutoScalingGroupNames: names }));
  }
  const filters = Object.entries(selector.tags).map(([key, value]) => ({ Name: `tag:${key}`, Values: [value] }));
  return filters.length > 0 ? [{ Filters: filters }] : [];
}

async function describeGroups(client: Client, request: GroupRequest): Promise<AutoScalingGroup[]> {
  const groups: AutoScalingGroup[] = [];
  for await (const page of pages((NextToken) =>
    client.send(new DescribeAutoScalingGroupsCommand({ ...request, MaxRecords: pageSize, NextToken })),
  )) {
    // A group that is being deleted is as good as gone: nothing can be done to it any more.
    groups.push(...(page.AutoScalingGroups ?? []).filter((group) => group.Status !== "Delete in progress"));
  }
  return groups;
}

export function groupOf(name: string, group: AutoScalingGroup): Group {
  const launch = launchOf(group);
  if (!launch) throw new Error(`DescribeAutoScalingGroups does not say what ${name} launches its instances from`);
  return {
    name,
    tags: Object.fromEntries((group.Tags ?? []).map(({ Key = "", Value = "" }) => [Key, Value])),
    desiredCapacity: group.DesiredCapacity ?? 0,
    minSize: group.MinSize ?? 0,
    maxSize: group.MaxSize ?? 0,
    suspendedProcesses: (group.SuspendedProcesses ?? []).flatMap(({ ProcessName }) => ProcessName ?? []),
    launch,
    instances: (group.Instances ?? []).flatMap(instanceOf),
  };
}

/** An instance on its way out is none that runs in the group. */
function instanceOf({ InstanceId, LifecycleState, LaunchTemplate }: Instance): GroupInstance[] {
  if (!InstanceId || LifecycleState?.startsWith("Terminat")) return [];
  const template = templateRef(LaunchTemplate);
  return [{ id: InstanceId, ...(template && { template }) }];
}

/**
 * Activities come latest first, so the first that began before `since` is the end
 * (https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-verify-scaling-activity.html).
 */
async function failedActivities(client: Client, name: string, since: Temporal.Instant): Promise<FailedActivity[]> {
  const failed: FailedActivity[] = [];
  const request = { AutoScalingGroupName: name, MaxRecords: pageSize };
  try {
    for await (const { Activities = [] } of pages((NextToken) =>
      client.send(new DescribeScalingActivitiesCommand({ ...request, NextToken })),
    )) {
      for (const { StartTime, StatusCode, StatusMessage, Description } of Activities) {
        if (!StartTime) continue;
        const at = Temporal.Instant.fromEpochMilliseconds(StartTime.getTime());
        if (Temporal.Instant.compare(at, since) < 0) return failed;
        if (StatusCode !== "Failed") continue;
        failed.push({ at, description: Description ?? "", ...(StatusMessage && { message: StatusMessage }) });
      }
    }
  } catch (error) {
    if (!isUnknownGroup(error)) throw error;
  }
  return failed;
}
