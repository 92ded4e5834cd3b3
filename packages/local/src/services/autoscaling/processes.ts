import type { AutoScalingOperations } from "./autoScaling.ts";
import { reconcile } from "./reconcile.ts";
import { type AutoScalingState, groupNamed, invalid } from "./state.ts";

/** https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-suspend-resume-processes.html */
const processes = [
  "AddToLoadBalancer",
  "AlarmNotification",
  "AZRebalance",
  "HealthCheck",
  "InstanceRefresh",
  "Launch",
  "ReplaceUnhealthy",
  "ScheduledActions",
  "Terminate",
] as const;

export function processOperations(state: AutoScalingState) {
  return {
    SuspendProcesses: (input) => {
      const group = groupNamed(state, input.AutoScalingGroupName);
      const now = new Date(state.context.clock.now()).toISOString();
      for (const name of named(input.ScalingProcesses)) group.suspended.set(name, `User suspended at ${now}`);
      reconcile(state, group);
      return {};
    },

    ResumeProcesses: (input) => {
      const group = groupNamed(state, input.AutoScalingGroupName);
      for (const name of named(input.ScalingProcesses)) group.suspended.delete(name);
      reconcile(state, group);
      return {};
    },
  } satisfies AutoScalingOperations;
}

/** All processes where none is named. */
function named(given: readonly string[] | undefined): readonly string[] {
  const unknown = given?.find((name) => !processes.some((known) => known === name));
  if (unknown !== undefined) throw invalid(`Invalid scaling process: ${unknown}`);
  return given?.length ? given : processes;
}
