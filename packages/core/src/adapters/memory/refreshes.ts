import { isActive } from "../../domain/launch/refreshStatus.ts";
import type { Clock, Refreshes } from "../../ports.ts";
import { findVersion, type MemoryFleet } from "./fleet.ts";

export function memoryRefreshes(fleet: MemoryFleet, clock: Clock): Refreshes {
  let started = 0;
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
  };
}
