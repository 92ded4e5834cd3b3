import { matchFamily } from "../../domain/family.ts";
import { Temporal } from "../../domain/temporal.ts";
import type { FoundImages, Images } from "../../ports.ts";
import type { MemoryFleet } from "./fleet.ts";

export function memoryImages(fleet: MemoryFleet): Images & FoundImages {
  return {
    describe: async (ids) => [...new Set(ids)].flatMap((id) => fleet.images.get(id) ?? []),
    builtBy: async (arn) => [...(fleet.built.get(arn) ?? [])],
    parameter: async (name) => fleet.parameters.get(name),
    newest: async (family, account, since) =>
      [...fleet.images.values()]
        .filter(({ state }) => state === "available")
        .filter(({ createdAt }) => Temporal.Instant.compare(createdAt, since) >= 0)
        .filter((image) => matchFamily(image, family, account).match)
        .toSorted((a, b) => Temporal.Instant.compare(a.createdAt, b.createdAt))
        .at(-1),
  };
}
