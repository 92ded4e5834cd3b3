import type { Images } from "../../ports.ts";
import type { MemoryFleet } from "./fleet.ts";

export function memoryImages(fleet: MemoryFleet): Images {
  return {
    describe: async (ids) => [...new Set(ids)].flatMap((id) => fleet.images.get(id) ?? []),
    builtBy: async (arn) => [...(fleet.built.get(arn) ?? [])],
    parameter: async (name) => fleet.parameters.get(name),
  };
}
