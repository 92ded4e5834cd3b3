import type { Activity } from "@aws-sdk/client-auto-scaling";
import { page } from "../ec2/pages.ts";
import type { AutoScalingOperations } from "./autoScaling.ts";
import type { LocalActivity, LocalGroup } from "./model.ts";
import { type AutoScalingState, groupNamed } from "./state.ts";

/** For how long activities are told of: six weeks. */
const REMEMBERED_MS = 42 * 24 * 3_600_000;

/** Records the beginning of a scaling activity; whoever records it ends it. */
export function record(state: AutoScalingState, group: LocalGroup, description: string, cause: string): LocalActivity {
  const activity: LocalActivity = {
    id: state.ids.uuid(),
    description,
    cause,
    startedAt: state.context.clock.now(),
    endedAt: undefined,
    status: "InProgress",
    statusMessage: undefined,
  };
  group.activities.unshift(activity);
  return activity;
}

export function finish(state: AutoScalingState, activity: LocalActivity, failure?: string): void {
  activity.endedAt = state.context.clock.now();
  activity.status = failure === undefined ? "Successful" : "Failed";
  activity.statusMessage = failure;
}

export const describeActivity = (group: LocalGroup, activity: LocalActivity): Activity => ({
  ActivityId: activity.id,
  AutoScalingGroupName: group.name,
  AutoScalingGroupARN: group.arn,
  Description: activity.description,
  Cause: activity.cause,
  StartTime: new Date(activity.startedAt),
  EndTime: activity.endedAt === undefined ? undefined : new Date(activity.endedAt),
  StatusCode: activity.status,
  StatusMessage: activity.statusMessage,
  Progress: activity.endedAt === undefined ? 50 : 100,
});

export function activityOperations(state: AutoScalingState) {
  return {
    DescribeScalingActivities: (input) => {
      const groups =
        input.AutoScalingGroupName === undefined
          ? [...state.groups.values()]
          : [groupNamed(state, input.AutoScalingGroupName)];
      const since = state.context.clock.now() - REMEMBERED_MS;
      const all = groups
        .flatMap((group) => group.activities.map((activity) => ({ group, activity })))
        .filter(({ activity }) => activity.startedAt >= since)
        .filter(({ activity }) => !input.ActivityIds?.length || input.ActivityIds.includes(activity.id))
        .sort((a, b) => b.activity.startedAt - a.activity.startedAt);
      const { items, nextToken } = page(all, input.MaxRecords ?? 100, input.NextToken, "InvalidNextToken");
      return {
        Activities: items.map(({ group, activity }) => describeActivity(group, activity)),
        NextToken: nextToken,
      };
    },
  } satisfies AutoScalingOperations;
}
