import { keepCapacity } from "./capacity.ts";
import { matches, wanted } from "./configuration.ts";
import { launch, terminate } from "./launching.ts";
import type { Configuration, GroupInstance, LocalGroup, LocalRefresh } from "./model.ts";
import { advance } from "./refresh/advance.ts";
import type { Advance, Fleet, Member } from "./refresh/refresh.ts";
import { emitRefreshEvent } from "./refreshEvents.ts";
import { type AutoScalingState, activeRefresh } from "./state.ts";

/**
 * Brings a group nearer to what it should be: the active refresh a step on, or, without one, the desired capacity.
 * To be called after everything that changes a group; calls itself again when time has passed.
 */
export function reconcile(state: AutoScalingState, group: LocalGroup): void {
  state.looks.get(group.name)?.();
  state.looks.delete(group.name);
  if (state.groups.get(group.name) !== group) return;
  if (group.deleting) {
    leave(state, group);
    return;
  }
  const refresh = activeRefresh(group);
  const next = refresh ? step(state, group, refresh) : fill(state, group);
  if (next === undefined || !Number.isFinite(next)) return;
  state.looks.set(
    group.name,
    state.context.clock.at(next, () => reconcile(state, group)),
  );
}

function step(state: AutoScalingState, group: LocalGroup, refresh: LocalRefresh): number | undefined {
  const { clock } = state.context;
  const rollingBack = refresh.state.status === "RollbackInProgress";
  const configuration = rollingBack ? group.configuration : wanted(group, refresh);
  const before = refresh.state;
  const does = advance(refresh.plan, before, fleetOf(state, group, refresh, configuration), clock.now());
  refresh.state = does.state;
  if (does.state.status === "Successful") group.configuration = wanted(group, refresh);
  // Whatever failed to launch until now was of the other configuration.
  if (does.state.status !== before.status) group.launchFailures = undefined;
  for (const event of does.events) emitRefreshEvent(state.context, group, refresh, event);

  perform(state, group, does, { configuration, launchedBy: { refresh: refresh.id, rollingBack } });
  return does.state.status === before.status
    ? sooner(does.next, does.launch > 0 ? group.launchFailures?.retryAt : undefined)
    : clock.now();
}

function fill(state: AutoScalingState, group: LocalGroup): number | undefined {
  const failures = group.launchFailures;
  const delayed = failures !== undefined && state.context.clock.now() < failures.retryAt;
  const { launch: count, terminate: surplus } = keepCapacity(fleetOf(state, group, undefined, group.configuration));
  perform(
    state,
    group,
    {
      launch: delayed || group.suspended.has("Launch") ? 0 : count,
      terminate: group.suspended.has("Terminate") ? [] : surplus,
    },
    { configuration: group.configuration, launchedBy: undefined },
  );
  return count > 0 && !group.suspended.has("Launch") ? group.launchFailures?.retryAt : undefined;
}

function perform(
  state: AutoScalingState,
  group: LocalGroup,
  does: Pick<Advance, "launch" | "terminate">,
  from: { readonly configuration: Configuration; readonly launchedBy: GroupInstance["launchedBy"] },
): void {
  const changed = () => reconcile(state, group);
  const at = new Date(state.context.clock.now()).toISOString();
  const cause = from.launchedBy
    ? `At ${at} an instance was replaced in response to the instance refresh ${from.launchedBy.refresh}.`
    : `At ${at} an instance was changed in response to a difference between desired and actual capacity.`;
  for (const id of does.terminate) {
    const instance = group.instances.get(id);
    if (instance) terminate(state, group, instance, cause, changed);
  }
  // After one failure the others would fail as well.
  for (let i = 0; i < does.launch && launch(state, group, from, cause, changed); i += 1);
}

function fleetOf(
  state: AutoScalingState,
  group: LocalGroup,
  refresh: LocalRefresh | undefined,
  configuration: Configuration,
): Fleet {
  const rollingBack = refresh?.state.status === "RollbackInProgress";
  const isUpdated = (instance: GroupInstance): boolean => {
    if (!refresh) return matches(state, instance, configuration);
    const ours = instance.launchedBy?.refresh === refresh.id;
    if (rollingBack) return !ours || instance.launchedBy?.rollingBack === true;
    return ours || (refresh.skipMatching && matches(state, instance, configuration));
  };
  return {
    desired: group.desiredCapacity,
    members: [...group.instances.values()].map((instance) => memberOf(instance, isUpdated(instance))),
    mayReplace: ["Launch", "Terminate", "InstanceRefresh"].every((process) => !group.suspended.has(process)),
    ...(group.launchFailures && {
      launchRetryAt: group.launchFailures.retryAt,
      lastLaunchFailure: group.launchFailures.message,
    }),
  };
}

const memberOf = (instance: GroupInstance, updated: boolean): Member => ({
  id: instance.id,
  lifecycle: instance.lifecycle,
  updated,
  healthy: instance.healthy,
  protected: instance.protected,
  launchedAt: instance.launchedAt,
  ...(instance.inServiceAt !== undefined && { inServiceAt: instance.inServiceAt }),
});

/** A group that is being deleted: it goes when its last instance has gone. */
function leave(state: AutoScalingState, group: LocalGroup): void {
  if (group.instances.size === 0) {
    state.groups.delete(group.name);
    return;
  }
  for (const instance of group.instances.values()) {
    if (instance.lifecycle === "Terminating") continue;
    terminate(state, group, instance, "The Auto Scaling group is being deleted.", () => reconcile(state, group));
  }
}

function sooner(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined ? b : b === undefined ? a : Math.min(a, b);
}
