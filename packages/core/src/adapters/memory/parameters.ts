import type { Parameters } from "../../ports.ts";
import type { MemoryFleet } from "./fleet.ts";

export function memoryParameters({ parameters }: Pick<MemoryFleet, "parameters">): Parameters {
  return {
    write: async (name, value) => {
      parameters.set(name, value);
      return {};
    },
  };
}
