import {
  type AutoScalingClient,
  CancelInstanceRefreshCommand,
  DescribeInstanceRefreshesCommand,
  type InstanceRefresh,
  type RefreshPreferences as Preferences,
  RollbackInstanceRefreshCommand,
  StartInstanceRefreshCommand,
} from "@aws-sdk/client-auto-scaling";
import type { RefreshPreferences } from "../../domain/policy.ts";
import { RefreshReport } from "../../domain/rollout/messages.ts";
import { Temporal } from "../../domain/temporal.ts";
import type { Refreshes, RefreshSummary, StopAnswer } from "../../ports.ts";
import { codeOf, refusalWith } from "./errors.ts";
import { desiredConfigurationOf, desiredOf } from "./launch.ts";
import { pages } from "./pages.ts";
import { isUnknownGroup } from "./unknownGroup.ts";

type Client = Pick<AutoScalingClient, "send">;

/** AWS names the template, or the group, but never the permission that is missing. */
const mayRefresh =
  "In the configuration, let `instanceRoles` name the role of the template's instance profile, and see that " +
  "`launchTemplates` and `groups` mean what is used; then deploy";

export function autoScalingRefreshes(client: Client): Refreshes {
  return {
    list: (group) => describeRefreshes(client, group),
    describe: async (group, refreshId) => (await describeRefreshes(client, group, [refreshId]))[0],
    async start(group, desired, preferences) {
      try {
        const { InstanceRefreshId } = await client.send(
          new StartInstanceRefreshCommand({
            AutoScalingGroupName: group,
            Strategy: "Rolling",
            DesiredConfiguration: desiredConfigurationOf(desired),
            Preferences: preferencesOf(preferences),
          }),
        );
        if (!InstanceRefreshId) throw new Error(`StartInstanceRefresh of ${group} did not tell the refresh's id`);
        return { outcome: "started", refreshId: InstanceRefreshId };
      } catch (error) {
        if (codeOf(error) === "InstanceRefreshInProgress") return { outcome: "busy" };
        const reason = refusalWith(mayRefresh, error);
        if (reason === undefined) throw error;
        return { outcome: "refused", reason };
      }
    },
    cancel: (group) => stopped(() => client.send(new CancelInstanceRefreshCommand({ AutoScalingGroupName: group }))),
    rollBack: (group) =>
      stopped(() => client.send(new RollbackInstanceRefreshCommand({ AutoScalingGroupName: group }))),
  };
}

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_RollbackInstanceRefresh.html */
async function stopped(stop: () => Promise<unknown>): Promise<StopAnswer> {
  try {
    await stop();
    return { outcome: "stopping" };
  } catch (error) {
    if (codeOf(error) === "ActiveInstanceRefreshNotFound" || isUnknownGroup(error)) return { outcome: "over" };
    const reason = refusalWith("Let `groups` in the configuration mean this group; then deploy", error);
    if (reason === undefined) throw error;
    return { outcome: "refused", reason };
  }
}

/** An unknown group has no refreshes. */
async function describeRefreshes(client: Client, group: string, ids?: string[]): Promise<RefreshSummary[]> {
  const request = { AutoScalingGroupName: group, MaxRecords: 100, InstanceRefreshIds: ids };
  const refreshes: RefreshSummary[] = [];
  try {
    for await (const { InstanceRefreshes = [] } of pages((NextToken) =>
      client.send(new DescribeInstanceRefreshesCommand({ ...request, NextToken })),
    )) {
      refreshes.push(...InstanceRefreshes.map((refresh) => summaryOf(group, refresh)));
    }
  } catch (error) {
    if (isUnknownGroup(error)) return [];
    throw error;
  }
  return refreshes.sort(latestFirst);
}

/** One that has not begun yet is the latest. */
const latestFirst = (a: RefreshSummary, b: RefreshSummary): number => {
  if (!a.startedAt || !b.startedAt) return Number(b.startedAt === undefined) - Number(a.startedAt === undefined);
  return Temporal.Instant.compare(b.startedAt, a.startedAt);
};

function summaryOf(group: string, refresh: InstanceRefresh): RefreshSummary {
  const { InstanceRefreshId, Status, PercentageComplete, StartTime, EndTime } = refresh;
  if (!InstanceRefreshId) throw new Error(`DescribeInstanceRefreshes of ${group} told of a refresh without id`);
  const desired = refresh.DesiredConfiguration && desiredOf(refresh.DesiredConfiguration);
  const reason = reasonOf(refresh);
  return {
    group,
    refreshId: InstanceRefreshId,
    status: RefreshReport.shape.status.parse(Status),
    ...(reason && { reason }),
    ...(PercentageComplete !== undefined && { percent: PercentageComplete }),
    ...(StartTime && { startedAt: instantOf(StartTime) }),
    ...(EndTime && { endedAt: instantOf(EndTime) }),
    ...(desired && { desired }),
  };
}

/** Of a refresh that was rolled back the StatusReason tells of the way back; what it failed on is the RollbackReason. */
function reasonOf({ Status, StatusReason, RollbackDetails }: InstanceRefresh): string | undefined {
  const why = RollbackDetails?.RollbackReason;
  if (!why) return StatusReason;
  return Status === "RollbackFailed" && StatusReason ? `${why} The rollback failed: ${StatusReason}` : why;
}

const instantOf = (date: Date) => Temporal.Instant.fromEpochMilliseconds(date.getTime());

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_RefreshPreferences.html */
function preferencesOf(preferences: RefreshPreferences): Preferences {
  const { warmup, checkpoints, checkpointDelay, bake, alarms } = preferences;
  return {
    MinHealthyPercentage: preferences.minHealthy,
    MaxHealthyPercentage: preferences.maxHealthy,
    InstanceWarmup: warmup?.total("seconds"),
    CheckpointPercentages: checkpoints && [...checkpoints],
    CheckpointDelay: checkpointDelay?.total("seconds"),
    BakeTime: bake?.total("seconds"),
    SkipMatching: preferences.skipMatching,
    AutoRollback: preferences.autoRollback,
    ScaleInProtectedInstances: preferences.scaleInProtected,
    StandbyInstances: preferences.standby,
    ...(alarms && { AlarmSpecification: { Alarms: [...alarms] } }),
  };
}
