import type { GroupOwner, GroupOwners } from "../../ports.ts";

export function memoryGroupOwners(): GroupOwners {
  const owners = new Map<string, GroupOwner>();
  return {
    claim: async (group, owner) => void owners.set(group, owner),
    ownerOf: async (group) => owners.get(group),
  };
}
