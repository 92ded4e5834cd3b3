import { Temporal } from "../../domain/temporal.ts";
import type { Groups } from "../../ports.ts";
import type { MemoryFleet } from "./fleet.ts";

export function memoryGroups(fleet: MemoryFleet): Groups {
  return {
    find: async (selector) =>
      [...fleet.groups.values()]
        .filter(({ name, tags }) =>
          selector.by === "name"
            ? selector.names.includes(name)
            : Object.entries(selector.tags).every(([key, value]) => tags[key] === value),
        )
        .map(({ name }) => name)
        .sort(),
    describe: async (name) => fleet.groups.get(name),
    failedActivities: async (name, since) =>
      (fleet.failedActivities.get(name) ?? [])
        .filter(({ at }) => Temporal.Instant.compare(at, since) >= 0)
        .sort((a, b) => Temporal.Instant.compare(b.at, a.at)),
  };
}
