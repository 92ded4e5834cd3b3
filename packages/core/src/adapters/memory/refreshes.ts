import { isActive } from "../../domain/launch/refreshStatus.ts";
import type { Clock, Refreshes } from "../../ports.ts";
import { findVersion, type MemoryFleet } from "./fleet.ts";

/** AWS rolls back to numbered versions only (https://docs.aws.amazon.com/autoscaling/ec2/userguide/instance-refresh-rollback.html). */
const floats = (version: string | undefined) => version !== undefined && !/^\d+$/.test(version);

export function memoryRefreshes(fleet: MemoryFleet, clock: Clock): Refreshes {
  let started = 0;
  const stop = (group: string, status: "Cancelling" | "RollbackInProgress") => {
    const [latest] = fleet.refreshes.get(group) ?? [];
    if (!latest || !isActive(latest.status)) return { outcome: "over" as const };
    fleet.moveRefresh(group, { status });
    return { outcome: "stopping" as const };
  };
  return {
    list: async (group) => [...(fleet.refreshes.get(group) ?? [])],
    describe: async (group, refreshId) => fleet.refreshes.get(group)?.find((known) => known.refreshId === refreshId),
    start: async (group, desired) => {
      const known = fleet.refreshes.get(group) ?? [];
      if (!fleet.groups.has(group)) return { outcome: "refused", reason: `AutoScalingGroup name not found - ${group}` };
      if (known.some((refresh) => isActive(refresh.status))) return { outcome: "busy" };
      if (!findVersion(fleet, desired.template.id, desired.template.version)) {
        return { outcome: "refused", reason: `${desired.template.id} has no version ${desired.template.version}` };
      }
      const refreshId = `refresh-${++started}`;
      const refresh = { group, refreshId, status: "Pending" as const, percent: 0, startedAt: clock.now(), desired };
      fleet.refreshes.set(group, [refresh, ...known]);
      return { outcome: "started", refreshId };
    },
    cancel: async (group) => stop(group, "Cancelling"),
    rollBack: async (group) => {
      const launch = fleet.groups.get(group)?.launch;
      if (launch && launch.kind !== "launch-configuration" && floats(launch.template.version)) {
        return { outcome: "refused", reason: `${group} runs ${launch.template.version}` };
      }
      return stop(group, "RollbackInProgress");
    },
  };
}
