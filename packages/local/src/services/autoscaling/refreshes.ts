import type { DesiredConfiguration, InstanceRefresh } from "@aws-sdk/client-auto-scaling";
import { AwsError } from "../../endpoint/operations.ts";
import { page } from "../ec2/pages.ts";
import type { AutoScalingOperations } from "./autoScaling.ts";
import { configurationOf, desiredConfiguration, isAttributeBased } from "./configuration.ts";
import type { LocalGroup, LocalRefresh } from "./model.ts";
import { reconcile } from "./reconcile.ts";
import { rollBack } from "./refresh/advance.ts";
import { checkedPreferences } from "./refresh/preferences.ts";
import { emitRefreshEvent } from "./refreshEvents.ts";
import { whyIrreversible } from "./reversibility.ts";
import { type AutoScalingState, activeRefresh, groupNamed, invalid } from "./state.ts";

/** For how long AWS tells of a refresh: six weeks. */
const REMEMBERED_MS = 42 * 24 * 3_600_000;

export function refreshOperations(state: AutoScalingState) {
  const { clock } = state.context;

  const active = (group: LocalGroup): LocalRefresh => {
    const refresh = activeRefresh(group);
    if (refresh) return refresh;
    throw new AwsError(
      "ActiveInstanceRefreshNotFound",
      `No in progress or pending Instance Refresh found for Auto Scaling group ${group.name}`,
    );
  };

  return {
    StartInstanceRefresh: (input) => {
      const group = groupNamed(state, input.AutoScalingGroupName);
      if (input.Strategy !== undefined && input.Strategy !== "Rolling") {
        throw invalid(`The local region knows the strategy Rolling only, not ${input.Strategy}.`);
      }
      const desired = completedDesire(state, input.DesiredConfiguration);
      const { plan, shown, skipMatching } = checkedPreferences(input.Preferences ?? {}, group);
      const irreversible = plan.autoRollback ? whyIrreversible(state, group, desired) : undefined;
      if (irreversible !== undefined) throw invalid(`AutoRollback cannot be set to true. ${irreversible}`);
      if (activeRefresh(group)) {
        throw new AwsError(
          "InstanceRefreshInProgress",
          "An Instance Refresh is already in progress and blocks the execution of this Instance Refresh.",
        );
      }
      const now = clock.now();
      const unsupported = whyUnsupported(group, desired, skipMatching);
      const refresh: LocalRefresh = {
        id: state.ids.uuid(),
        preferences: shown,
        desired,
        skipMatching,
        plan: { ...plan, startedAt: now, ...(unsupported !== undefined && { unsupported }) },
        state: {
          status: "Pending",
          percentComplete: 0,
          instancesToUpdate: group.desiredCapacity,
          checkpointsPassed: 0,
          progressAt: now,
          mostReplaced: 0,
          fewestOld: Number.POSITIVE_INFINITY,
        },
      };
      group.refreshes = [refresh, ...group.refreshes.filter((one) => one.plan.startedAt >= now - REMEMBERED_MS)];
      reconcile(state, group);
      return { InstanceRefreshId: refresh.id };
    },

    DescribeInstanceRefreshes: (input) => {
      const group = groupNamed(state, input.AutoScalingGroupName);
      const since = clock.now() - REMEMBERED_MS;
      const found = group.refreshes.filter(
        (refresh) =>
          refresh.plan.startedAt >= since &&
          (!input.InstanceRefreshIds?.length || input.InstanceRefreshIds.includes(refresh.id)),
      );
      const { items, nextToken } = page(found, input.MaxRecords ?? 50, input.NextToken, "InvalidNextToken");
      return { InstanceRefreshes: items.map((refresh) => describeRefresh(group, refresh)), NextToken: nextToken };
    },

    CancelInstanceRefresh: (input) => {
      const group = groupNamed(state, input.AutoScalingGroupName);
      const refresh = active(group);
      const reason = "Cancelled due to user request.";
      if (input.WaitForTransitioningInstances === false) {
        refresh.state = { ...refresh.state, status: "Cancelled", reason, endedAt: clock.now() };
        emitRefreshEvent(state.context, group, refresh, { name: "Cancelled" });
      } else if (refresh.state.status !== "Cancelling") {
        refresh.state = { ...refresh.state, status: "Cancelling", reason };
      }
      reconcile(state, group);
      return { InstanceRefreshId: refresh.id };
    },

    RollbackInstanceRefresh: (input) => {
      const group = groupNamed(state, input.AutoScalingGroupName);
      const refresh = active(group);
      const { status } = refresh.state;
      const irreversible =
        status === "Cancelling" || status === "RollbackInProgress"
          ? `The instance refresh is ${status}.`
          : whyIrreversible(state, group, refresh.desired);
      if (irreversible !== undefined) {
        throw new AwsError("IrreversibleInstanceRefresh", `The instance refresh can't be rolled back. ${irreversible}`);
      }
      refresh.state = rollBack(refresh.state, "Rollback due to user request.", clock.now());
      group.launchFailures = undefined;
      emitRefreshEvent(state.context, group, refresh, { name: "Rollback Started" });
      reconcile(state, group);
      return { InstanceRefreshId: refresh.id };
    },
  } satisfies AutoScalingOperations;
}

function completedDesire(
  state: AutoScalingState,
  desired: DesiredConfiguration | undefined,
): DesiredConfiguration | undefined {
  const configuration = configurationOf(state, { ...desired });
  if (configuration?.kind === "launch-template") return { LaunchTemplate: configuration.template };
  if (configuration?.kind === "mixed-instances") return { MixedInstancesPolicy: configuration.policy };
  return undefined;
}

/**
 * "An instance refresh will fail if you start it with …": attribute-based groups take neither parameter.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/instance-refresh-overview.html#instance-refresh-limitations
 */
function whyUnsupported(
  group: LocalGroup,
  desired: DesiredConfiguration | undefined,
  skipMatching: boolean,
): string | undefined {
  const configuration = desiredConfiguration(desired);
  if (!isAttributeBased(group.configuration) && !(configuration && isAttributeBased(configuration))) return undefined;
  const parameter = configuration ? "DesiredConfiguration" : skipMatching ? "SkipMatching" : undefined;
  return (
    parameter &&
    `${parameter} is not supported for an Auto Scaling group that uses attribute-based instance type selection.`
  );
}

export const describeRefresh = (group: LocalGroup, { id, preferences, desired, plan, state }: LocalRefresh) =>
  ({
    InstanceRefreshId: id,
    AutoScalingGroupName: group.name,
    Status: state.status,
    StatusReason: state.reason,
    StartTime: new Date(plan.startedAt),
    EndTime: state.endedAt === undefined ? undefined : new Date(state.endedAt),
    PercentageComplete: state.percentComplete,
    InstancesToUpdate: state.instancesToUpdate,
    Strategy: "Rolling",
    Preferences: preferences,
    DesiredConfiguration: desired,
    RollbackDetails: state.rollback && {
      RollbackReason: state.rollback.reason,
      RollbackStartTime: new Date(state.rollback.startedAt),
      PercentageCompleteOnRollback: state.rollback.percentComplete,
      InstancesToUpdateOnRollback: state.rollback.instancesToUpdate,
    },
  }) satisfies InstanceRefresh;
